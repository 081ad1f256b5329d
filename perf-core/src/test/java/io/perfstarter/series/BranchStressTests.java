package io.perfstarter.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many executions at once, each with tasks on other threads, some of which it waits for
 * and some not: whatever the interleaving, sums are exact and nothing is credited to
 * another.
 */
class BranchStressTests {

	private static final int EXECUTIONS = 4000;

	private static final int OPERATIONS = 7;

	/** Of each execution, the queries that it waited for. */
	private final Map<Execution, Integer> awaited = new ConcurrentHashMap<>();

	private final List<String> wrong = new ArrayList<>();

	private final TestBed bed = new TestBed(StoreLimits.DEFAULTS, this::check);

	private final Tracer tracer = this.bed.tracer();

	private final AtomicLong[] made = new AtomicLong[OPERATIONS];

	private final AtomicInteger notAwaited = new AtomicInteger();

	private void check(Execution execution) {
		int queries = execution.track().queries();
		int expected = this.awaited.getOrDefault(execution, -1);
		Operation operation = execution.operation();
		for (int i = 0; i < execution.track().statements().size(); i++) {
			String sql = execution.track().statements().get(i).sql();
			if (operation == null || !sql.endsWith(operation.name())) {
				note(operation + " has " + sql);
			}
		}
		// What it did not wait for may have been in time all the same
		if (queries < expected || expected < 0) {
			note(operation + " has " + queries + " queries and waited for " + expected);
		}
	}

	private synchronized void note(String text) {
		this.wrong.add(text);
	}

	@Test
	void nothingIsLostOrCreditedToAnother() throws Exception {
		long seed = System.nanoTime();
		System.out.println("seed " + seed);
		this.bed.store().dataSource(TestBed.DATA_SOURCE);
		ExecutorService requests = Executors.newFixedThreadPool(6);
		ExecutorService pool = Executors.newFixedThreadPool(5);
		for (int i = 0; i < OPERATIONS; i++) {
			this.made[i] = new AtomicLong();
		}
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < EXECUTIONS; i++) {
			Random random = new Random(seed + i);
			all.add(requests.submit(() -> request(random, pool)));
		}
		for (Future<?> future : all) {
			future.get();
		}
		requests.shutdown();
		pool.shutdown();
		assertThat(pool.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
		assertThat(this.wrong).isEmpty();
		assertThat(this.notAwaited).hasPositiveValue();
		assertThat(this.tracer.active()).isZero();
		assertThat(this.bed.guard().count()).isZero();
		Window window = this.bed.store().window(60);
		List<OperationWindow> operations = this.bed.store().operations(window);
		assertThat(operations).hasSize(OPERATIONS);
		for (OperationWindow operation : operations) {
			int number = Integer.parseInt(operation.operation().name().substring(2));
			assertThat(operation.queries()).as("queries of %s", operation.operation())
				.isEqualTo(this.made[number].get());
			assertThat(operation.databaseNanos()).isEqualTo(this.made[number].get());
			assertThat(operation.borrows()).isEqualTo(this.made[number].get());
			assertThat(this.bed.store().statementsOf(window, operation.operation())).singleElement()
				.satisfies((use) -> assertThat(use.count()).isEqualTo(this.made[number].get()));
		}
		for (StatementWindow statement : this.bed.store().statements(window)) {
			int number = Integer.parseInt(statement.statement().sql().replaceAll("\\D", ""));
			assertThat(statement.count()).isEqualTo(this.made[number].get());
			assertThat(statement.rows()).isEqualTo(2 * this.made[number].get());
		}
		assertThat(operations.stream().mapToLong(OperationWindow::count).sum()).isEqualTo(EXECUTIONS);
	}

	private Void request(Random random, ExecutorService pool) throws Exception {
		int number = random.nextInt(OPERATIONS);
		assertThat(this.tracer.current()).isNull();
		Execution execution = this.tracer.start(OperationKind.HTTP);
		execution.operation(new Operation(OperationKind.HTTP, "op" + number));
		execution.status(200);
		int expected = random.nextInt(3);
		query(number, expected);
		List<Future<?>> futures = new ArrayList<>();
		for (int task = random.nextInt(5); task > 0; task--) {
			int queries = random.nextInt(6);
			boolean wait = random.nextInt(4) > 0;
			boolean nested = random.nextInt(4) == 0;
			FutureTask<Void> future = new FutureTask<>(() -> {
				query(number, queries);
				if (nested) {
					pool.execute(decorated(new FutureTask<>(() -> {
						query(number, 1);
						return null;
					})));
				}
				return null;
			});
			pool.execute(decorated(future));
			if (wait) {
				expected += queries;
				futures.add(future);
			}
			else {
				this.notAwaited.incrementAndGet();
			}
		}
		boolean elsewhere = random.nextBoolean();
		for (Future<?> future : futures) {
			future.get();
		}
		this.awaited.put(execution, expected);
		if (elsewhere) {
			this.tracer.detach(execution);
			pool.submit((Callable<Void>) () -> {
				this.tracer.attach(execution);
				this.tracer.end(execution);
				return null;
			}).get();
		}
		else {
			this.tracer.end(execution);
		}
		assertThat(this.tracer.current()).isNull();
		return null;
	}

	/** As Spring's executors do it: the future completes inside. */
	private Runnable decorated(Runnable task) {
		Execution execution = this.tracer.capture();
		return () -> {
			assertThat(this.tracer.current()).isNull();
			Branch branch = this.tracer.branch(execution);
			try {
				task.run();
			}
			finally {
				this.tracer.endBranch(branch);
			}
		};
	}

	private void query(int number, int times) {
		Statement statement = this.bed.store().canonical(TestBed.statement("select x from op" + number));
		for (int i = 0; i < times; i++) {
			Track track = this.tracer.current();
			track.borrowed(0, 0, 0);
			int event = TestBed.query(track, 0, statement, 1);
			track.rows(event, track.generation(), statement, 2);
			// Before it is told: who waits may go on at once
			this.made[number].incrementAndGet();
			track.returned(0, 1);
		}
	}

}
