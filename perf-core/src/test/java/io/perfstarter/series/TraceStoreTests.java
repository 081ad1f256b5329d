package io.perfstarter.series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Which executions are kept whole, and what they take.
 */
class TraceStoreTests {

	private static final Operation OPERATION = TestBed.http("GET /orders");

	private static final Statement STATEMENT = TestBed.statement("select * from orders where id = ?");

	private final Random random = Seeds.random(TraceStoreTests.class);

	private final TestBed bed = new TestBed();

	private final List<Run> runs = new ArrayList<>();

	@BeforeAll
	static void computeSizes() {
		ObjectSizes.withoutAgents();
	}

	@Test
	void slowestOfAnyWindow() {
		for (int i = 0; i < 10_000; i++) {
			this.bed.clock().advance(Duration.ofMillis(this.random.nextInt(2_000)));
			long nanos = HeavyTail.LOGNORMAL.next(this.random);
			this.bed.run(OPERATION, nanos);
			this.runs.add(new Run(minute(), nanos));
			if (this.random.nextInt(5) == 0) {
				this.bed.store().maintain();
			}
			if (i % 199 == 0) {
				checkAllWindows();
			}
		}
		assertThat(this.bed.store().droppedTraces()).isZero();
	}

	private void checkAllWindows() {
		for (int minutes = 1; minutes <= 60; minutes++) {
			int from = minute() - minutes;
			List<Long> expected = this.runs.stream()
				.filter((run) -> run.minute() >= from)
				.map(Run::nanos)
				.sorted(Comparator.reverseOrder())
				.limit(5)
				.toList();
			assertThat(this.bed.store().slowest(this.bed.store().window(minutes), OPERATION)).as("%d minutes", minutes)
				.extracting(Trace::durationNanos)
				.containsExactlyElementsOf(expected);
		}
	}

	private int minute() {
		return (int) (this.bed.clock().millis() / 60_000);
	}

	@Test
	void slowestWhenAllTakeTheSame() {
		for (int i = 0; i < 100; i++) {
			this.bed.clock().advance(Duration.ofSeconds(30));
			this.bed.run(OPERATION, 1_000);
		}
		assertThat(this.bed.store().slowest(this.bed.store().window(2), OPERATION)).hasSize(5);
		assertThat(this.bed.store().slowest(this.bed.store().window(60), OPERATION)).hasSize(5);
	}

	@Test
	void lastTwentyThatFailed() {
		List<Long> failed = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			this.bed.clock().advance(Duration.ofSeconds(1));
			long nanos = 1 + this.random.nextInt(1_000_000);
			boolean fails = this.random.nextInt(10) == 0;
			this.bed.run(OPERATION, nanos, (execution) -> execution.status(fails ? 503 : 404));
			if (fails) {
				failed.add(nanos);
			}
			if (i % 50 == 0) {
				this.bed.store().maintain();
			}
		}
		Collections.reverse(failed);
		assertThat(this.bed.store().failed(OPERATION)).extracting(Trace::durationNanos)
			.containsExactlyElementsOf(failed.subList(0, 20));
	}

	@Test
	void tracesAreFoundByTheirId() {
		this.bed.run(OPERATION, 5_000_000, (execution) -> execution.status(500));
		Trace trace = this.bed.store().failed(OPERATION).get(0);
		assertThat(this.bed.store().slowest(this.bed.store().window(1), OPERATION)).containsExactly(trace);
		assertThat(this.bed.store().findTrace(trace.id())).isSameAs(trace);
		assertThat(this.bed.store().findTrace("none")).isNull();
	}

	@Test
	void slowTracesGoAfterAnHour() {
		this.bed.run(OPERATION, 5_000_000, (execution) -> TestBed.query(execution, STATEMENT, 1_000));
		assertThat(this.bed.store().traceBytes()).isPositive();
		this.bed.clock().advance(Duration.ofMinutes(62));
		assertThat(this.bed.store().slowest(this.bed.store().window(60), OPERATION)).isEmpty();
		this.bed.store().maintain();
		assertThat(this.bed.store().traceBytes()).isZero();
	}

	@Test
	void bytesAreBounded() {
		long bound = StoreLimits.DEFAULTS.traceBytes();
		for (int round = 0; round < 20; round++) {
			for (int i = 0; i < 500; i++) {
				runWithQueries(TestBed.http("GET /" + i), this.random.nextInt(400));
				assertThat(this.bed.store().traceBytes()).isBetween(0L, bound);
			}
			this.bed.clock().advance(Duration.ofSeconds(40));
			this.bed.store().maintain();
		}
		assertThat(this.bed.store().traceBytes()).isGreaterThan(bound / 2).isEqualTo(retained());
		assertThat(this.bed.store().droppedTraces()).isGreaterThan(1_000);
	}

	@Test
	void bytesAreWhatTracesTake() {
		for (int i = 0; i < 300; i++) {
			int queries = this.random.nextInt(10);
			this.bed.run(TestBed.http("GET /" + i % 10), 9_000_000 - i, (execution) -> {
				for (int j = 0; j < queries; j++) {
					TestBed.query(execution, STATEMENT, 1_000);
				}
			});
			this.bed.clock().advance(Duration.ofSeconds(11));
		}
		long shared = GraphLayout.parseInstance(STATEMENT, OPERATION).totalSize();
		long empty = GraphLayout.parseInstance(new OperationTraces()).totalSize();
		Object[] all = this.bed.store().allOperations().stream().map(this::traces).toArray();
		long total = GraphLayout.parseInstance(all).totalSize() - shared - empty * all.length;
		System.out.printf("traces: %d bytes by their own count, %d by JOL%n", this.bed.store().traceBytes(), total);
		assertThat(this.bed.store().traceBytes()).isCloseTo(total, withinPercentage(10));
	}

	private Object traces(Operation operation) {
		return this.bed.store().operation(operation).traces();
	}

	@Test
	void oneOperationCannotTakeAllTheRoom() {
		TestBed small = new TestBed(new StoreLimits(500, 2_000, 100_000));
		for (int i = 0; i < 100; i++) {
			small.run(OPERATION, 1_000_000 + i, (execution) -> {
				execution.status(500);
				for (int j = 0; j < 100; j++) {
					TestBed.query(execution, STATEMENT, 1_000);
				}
			});
		}
		assertThat(small.store().failed(OPERATION)).isNotEmpty();
		small.store().maintain();
		Operation another = TestBed.http("GET /another");
		small.run(another, 1_000, (execution) -> TestBed.query(execution, STATEMENT, 1_000));
		assertThat(small.store().slowest(small.store().window(1), another)).hasSize(1);
	}

	@Test
	void textsThatNothingElseKeepsCount() {
		TestBed small = new TestBed(new StoreLimits(10, 1, 100_000));
		small.run(OPERATION, 1_000, (execution) -> TestBed.query(execution, STATEMENT, 10));
		long before = small.store().traceBytes();
		assertThat(before).isLessThan(500);
		Statement large = TestBed.statement("select " + "a_column, ".repeat(800) + " 1 from t");
		small.run(OPERATION, 1_000, (execution) -> TestBed.query(execution, large, 10));
		assertThat(small.store().traceBytes() - before).isGreaterThan(8_000);
	}

	private void runWithQueries(Operation operation, int queries) {
		this.bed.run(operation, HeavyTail.PARETO.next(this.random), (execution) -> {
			execution.status((this.random.nextInt(3) == 0) ? 500 : 200);
			for (int i = 0; i < queries; i++) {
				TestBed.query(execution, STATEMENT, 1_000);
			}
		});
	}

	private long retained() {
		return this.bed.store()
			.allOperations()
			.stream()
			.mapToLong((operation) -> this.bed.store().operation(operation).traces().bytes())
			.sum();
	}

	private record Run(int minute, long nanos) {

	}

}
