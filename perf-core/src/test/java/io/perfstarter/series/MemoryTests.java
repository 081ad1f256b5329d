package io.perfstarter.series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the store retains after a busy hour: SQL texts, traces and running intervals
 * included.
 */
class MemoryTests {

	private static final int STATEMENTS_PER_OPERATION = 4;

	private static final int MEGABYTE = 1 << 20;

	private final Random random = Seeds.random(MemoryTests.class);

	private final TestBed bed = new TestBed();

	@BeforeAll
	static void computeSizes() {
		ObjectSizes.withoutAgents();
	}

	@Test
	void lessThan64MegabytesAtTheCaps() {
		assertThat(retainedAfterAnHour(500)).isLessThan(64L * MEGABYTE);
		assertThat(this.bed.store().operationCount()).isEqualTo(500);
		assertThat(this.bed.store().statementCount()).isEqualTo(2_000);
		assertThat(this.bed.store().traceBytes()).isGreaterThan(4 * MEGABYTE);
	}

	@Test
	void lessThan8MegabytesOfAnOrdinaryApplication() {
		assertThat(retainedAfterAnHour(50)).isLessThan(8L * MEGABYTE);
		assertThat(this.bed.store().statementCount()).isEqualTo(200);
	}

	/**
	 * Of each interval the statements of an operation are kept that took most; the rest
	 * adds up.
	 */
	@Test
	void lessThan64MegabytesOfOperationsThatRunHundredsOfStatementsEach() {
		List<Operation> operations = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			operations.add(TestBed.http("GET /broad/" + i));
		}
		List<Statement> statements = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			statements.add(TestBed.statement(sql(i)));
		}
		for (int tick = 0; tick < 61 * 6; tick++) {
			// Every ten seconds where intervals are that short, else once a minute
			for (int i = 0; (tick % 6 == 0 || tick > 55 * 6) && i < operations.size(); i++) {
				int first = this.random.nextInt(statements.size());
				this.bed.run(operations.get(i), (long) (1e8 * Math.exp(this.random.nextGaussian())), (execution) -> {
					for (int j = 0; j < 200; j++) {
						int number = (first + j) % statements.size();
						query(execution, statements.get(number), number);
					}
				});
			}
			this.bed.clock().advance(Duration.ofSeconds(10));
			if (tick < 61 * 6 - 1) {
				this.bed.store().maintain();
			}
		}
		assertThat(size(500)).isLessThan(64L * MEGABYTE);
	}

	private long retainedAfterAnHour(int operations) {
		List<Operation> all = new ArrayList<>();
		List<Statement> statements = new ArrayList<>();
		for (int i = 0; i < operations; i++) {
			all.add(TestBed.http("GET /api/resources/" + i + "/{resourceId}/parts"));
			for (int j = 0; j < STATEMENTS_PER_OPERATION; j++) {
				statements.add(TestBed.statement(sql(STATEMENTS_PER_OPERATION * i + j)));
			}
		}
		for (int tick = 0; tick < 61 * 6; tick++) {
			for (int i = 0; i < operations; i++) {
				runForTenSeconds(all.get(i), statements, i);
			}
			this.bed.clock().advance(Duration.ofSeconds(10));
			if (tick < 61 * 6 - 1) {
				this.bed.store().maintain();
			}
		}
		return size(operations);
	}

	private long size(int operations) {
		GraphLayout layout = GraphLayout.parseInstance(this.bed.store());
		System.out.printf(
				"%d operations, %d statements, %d busy minutes: %.2f MB, of which traces by their own count %.2f MB%n",
				operations, this.bed.store().statementCount(), 61, layout.totalSize() / (double) MEGABYTE,
				this.bed.store().traceBytes() / (double) MEGABYTE);
		return layout.totalSize();
	}

	/**
	 * Every tenth operation is busy: its statements run 300 times a minute, those of
	 * others 36 times.
	 */
	private void runForTenSeconds(Operation operation, List<Statement> statements, int number) {
		int executions = (number % 10 == 0) ? 25 : 3;
		for (int i = 0; i < executions; i++) {
			long nanos = (long) (2e7 * (1 + number % 7) * Math.exp(this.random.nextGaussian()));
			this.bed.run(operation, nanos, (execution) -> {
				execution.status((this.random.nextInt(50) == 0) ? 500 : 200);
				execution.responseBytes(this.random.nextInt(50_000));
				for (int j = 0; j < 2 * STATEMENTS_PER_OPERATION; j++) {
					int index = (STATEMENTS_PER_OPERATION * number + j) % statements.size();
					query(execution, statements.get(index), index);
				}
			});
		}
	}

	private void query(Execution execution, Statement statement, int number) {
		long nanos = (long) (2e5 * (1 + number % 13) * Math.exp(1.2 * this.random.nextGaussian()));
		int event = TestBed.query(execution, statement, nanos);
		if (execution.track().isCallSiteWanted()) {
			execution.track()
				.callSite(event, statement, new CallSite("com.example.shop.Repository" + number / 8, "find", number));
		}
		execution.track().rows(event, execution.track().generation(), statement, this.random.nextInt(40));
	}

	private static String sql(int number) {
		StringBuilder sql = new StringBuilder("select ");
		for (int column = 0; column < 4 + number % 24; column++) {
			sql.append("t0_0.some_column_").append(column).append(", ");
		}
		return sql.append("t0_0.id from table_" + number % 60)
			.append(" t0_0 where t0_0.owner_id = ? and t0_0.state_" + number + " = ?")
			.toString();
	}

}
