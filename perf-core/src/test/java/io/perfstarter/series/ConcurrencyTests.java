package io.perfstarter.series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eight threads record while others turn intervals over, read and let time pass.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrencyTests {

	private static final int THREADS = 8;

	private static final int EXECUTIONS = 50_000;

	private static final long ALL = (long) THREADS * EXECUTIONS;

	private final long seed = Seeds.random(ConcurrencyTests.class).nextLong();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicLong ended = new AtomicLong();

	private final AtomicLong queries = new AtomicLong();

	private final AtomicBoolean finished = new AtomicBoolean();

	@AfterEach
	void stop() {
		this.finished.set(true);
		this.threads.shutdownNow();
	}

	@Test
	void totalsAreExact() throws Exception {
		TestBed bed = new TestBed();
		race(bed, 400, 1_500, Duration.ofMinutes(50));
		check(bed, 60);
		assertThat(bed.store().operationCount()).isEqualTo(400);
		assertThat(bed.store().statementCount()).isEqualTo(1_500);
	}

	@Test
	void totalsAreExactWhileStatementsAreGivenUp() throws Exception {
		TestBed bed = new TestBed(new StoreLimits(50, 60, 1 << 20));
		race(bed, 80, 200, Duration.ofMinutes(50));
		check(bed, 60);
		assertThat(bed.store().statementCount()).isLessThanOrEqualTo(60);
	}

	@Test
	void countersAreExactWhileOperationsAreGivenUp() throws Exception {
		TestBed bed = new TestBed(new StoreLimits(50, 60, 1 << 20));
		race(bed, 80, 200, Duration.ofDays(30));
		checkCounters(bed);
	}

	private void race(TestBed bed, int operations, int statements, Duration span) throws Exception {
		List<Future<?>> helpers = new ArrayList<>();
		helpers.add(this.threads.submit(() -> letTimePass(bed, span)));
		helpers.add(this.threads.submit(() -> maintain(bed)));
		helpers.add(this.threads.submit(() -> read(bed)));
		List<Callable<Void>> writers = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			SplittableRandom random = new SplittableRandom(this.seed + i);
			writers.add(() -> write(bed, random, operations(operations), statements(statements)));
		}
		for (Future<Void> writer : this.threads.invokeAll(writers)) {
			writer.get();
		}
		this.finished.set(true);
		for (Future<?> helper : helpers) {
			helper.get(60, TimeUnit.SECONDS);
		}
	}

	private Void write(TestBed bed, SplittableRandom random, List<Operation> operations, List<Statement> statements) {
		for (int i = 0; i < EXECUTIONS; i++) {
			// Another half of the operations every now and then, so that some fall idle.
			int half = (i / 5_000 % 2) * (operations.size() / 2);
			Operation operation = operations
				.get((half + random.nextInt(operations.size() / 2 + 1)) % operations.size());
			int runs = random.nextInt(5);
			bed.run(operation, 1_000 + random.nextInt(1_000_000), (execution) -> {
				for (int run = 0; run < runs; run++) {
					query(execution, statements, random);
				}
			});
			this.queries.addAndGet(runs);
			this.ended.incrementAndGet();
		}
		return null;
	}

	private static void query(Execution execution, List<Statement> statements, SplittableRandom random) {
		// The first ones are the busiest.
		int index = (int) (statements.size() * Math.pow(random.nextDouble(), 3));
		TestBed.query(execution, statements.get(index), 1 + random.nextInt(1_000_000));
	}

	private Void letTimePass(TestBed bed, Duration span) {
		long passed = 0;
		while (!this.finished.get()) {
			long due = (long) (span.toMillis() * (this.ended.get() / (double) ALL));
			if (due > passed) {
				bed.clock().advance(Duration.ofMillis(due - passed));
				passed = due;
			}
			Thread.yield();
		}
		return null;
	}

	private Void maintain(TestBed bed) {
		while (!this.finished.get()) {
			bed.store().maintain();
			Thread.yield();
		}
		return null;
	}

	private Void read(TestBed bed) {
		long executionsBefore = 0;
		long queriesBefore = 0;
		while (!this.finished.get()) {
			Window window = bed.store().window(60);
			assertThat(bed.store().total(window, OperationKind.HTTP).count()).isLessThanOrEqualTo(ALL);
			bed.store().statements(window).forEach((statement) -> assertThat(statement.maxNanos()).isPositive());
			long executions = operationTotals(bed)[0];
			assertThat(executions).isGreaterThanOrEqualTo(executionsBefore);
			executionsBefore = executions;
			long sum = queryTotals(bed);
			assertThat(sum).isGreaterThanOrEqualTo(queriesBefore);
			queriesBefore = sum;
			bed.store().operations(window).forEach((each) -> bed.store().slowest(window, each.operation()));
		}
		return null;
	}

	private void check(TestBed bed, int minutes) {
		Window window = bed.store().window(minutes);
		OperationWindow total = bed.store().total(window, OperationKind.HTTP);
		assertThat(total.count()).isEqualTo(ALL);
		assertThat(total.queries()).isEqualTo(this.queries.get());
		assertThat(bed.store().operations(window).stream().mapToLong(OperationWindow::count).sum()).isEqualTo(ALL);
		assertThat(bed.store().statementTotal(window).count()).isEqualTo(this.queries.get());
		assertThat(bed.store().statementTotal(window).nanos()).isEqualTo(total.databaseNanos());
		checkCounters(bed);
	}

	private void checkCounters(TestBed bed) {
		assertThat(operationTotals(bed)).containsExactly(ALL, this.queries.get());
		assertThat(queryTotals(bed)).isEqualTo(this.queries.get());
		assertThat(bed.tracer().active()).isZero();
		assertThat(bed.guard().count()).isZero();
	}

	private static long[] operationTotals(TestBed bed) {
		long[] sums = new long[2];
		bed.store().visitOperationTotals((operation, count, queries, nanos) -> {
			sums[0] += count;
			sums[1] += queries;
		});
		return sums;
	}

	private static long queryTotals(TestBed bed) {
		long[] sum = { 0 };
		bed.store().visitQueryTotals((key, totals) -> sum[0] += totals.count());
		return sum[0];
	}

	private static List<Operation> operations(int count) {
		return IntStream.range(0, count).mapToObj((i) -> TestBed.http("GET /" + i)).toList();
	}

	private static List<Statement> statements(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> TestBed.statement("select * from t" + i % 30 + " where c" + i + " = ?"))
			.toList();
	}

}
