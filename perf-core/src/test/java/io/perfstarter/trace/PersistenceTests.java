package io.perfstarter.trace;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Persistence}.
 */
class PersistenceTests {

	private final Persistence persistence = new Persistence();

	@Test
	void sameRowIsNoticed() {
		for (int i = 0; i < 5; i++) {
			this.persistence.loaded("Order", new LineId(7, i));
			this.persistence.loaded("Order", new LineId(7, 3));
		}
		assertThat(this.persistence.maxLoads()).isEqualTo(6);
		assertThat(this.persistence.repeatedEntity()).isEqualTo("Order");
	}

	/** Records and most generated classes hash their parts to 31 * a + b. */
	@Test
	void rowsWhoseIdsHaveTheSameHashAreDifferent() {
		for (int order = 0; order < 10; order++) {
			for (int line = 0; line < 100; line++) {
				this.persistence.loaded("Line", new LineId(order, line));
			}
		}
		assertThat(this.persistence.maxLoads()).isOne();
		assertThat(this.persistence.repeatedEntity()).isNull();
	}

	@Test
	void nothingIsLeftOfAnExecutionBefore() {
		for (int use = 0; use < 3; use++) {
			for (int line = 0; line < 2000; line++) {
				this.persistence.loaded("Line", line);
			}
			assertThat(this.persistence.maxLoads()).isOne();
			assertThat(this.persistence.get(Persistence.Count.ENTITIES_LOADED)).isEqualTo(2000);
			this.persistence.clear();
			assertThat(this.persistence.isUsed()).isFalse();
		}
	}

	private record LineId(int order, int line) {

	}

}
