package io.perfstarter.trace;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedOperations}.
 */
class BoundedOperationsTests {

	private final BoundedOperations operations = new BoundedOperations(OperationKind.STEP, 2);

	@Test
	void eachNameIsMadeOnce() {
		Operation operation = this.operations.get("import");
		assertThat(operation).isEqualTo(new Operation(OperationKind.STEP, "import"));
		assertThat(this.operations.get("import")).isSameAs(operation);
	}

	@Test
	void whatDoesNotFitSharesOne() {
		Operation first = this.operations.get("a");
		this.operations.get("b");
		Operation third = this.operations.get("c");
		assertThat(third.name()).isEqualTo(Operation.OTHER);
		assertThat(third.kind()).isEqualTo(OperationKind.STEP);
		assertThat(this.operations.get("d")).isSameAs(third);
		assertThat(this.operations.get("a")).isSameAs(first);
	}

	@Test
	void longNamesAreCut() {
		assertThat(this.operations.get("x".repeat(300)).name()).hasSize(200);
		assertThat(this.operations.get("x".repeat(201))).isSameAs(this.operations.get("x".repeat(200)));
	}

}
