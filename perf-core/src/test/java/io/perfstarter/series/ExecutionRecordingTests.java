package io.perfstarter.series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.LogCapture;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.TimeLine;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Executions on their whole way: tracer, track, recorder, store.
 */
class ExecutionRecordingTests {

	private static final long MILLISECOND = 1_000_000;

	private static final Operation OPERATION = TestBed.http("GET /orders");

	private static final Statement STATEMENT = TestBed.statement("select * from orders where id = ?");

	private static final Statement UPDATE = TestBed.statement("update orders set state = ? where id = ?");

	private final TestBed bed = new TestBed();

	private final Tracer tracer = this.bed.tracer();

	private final ExecutorService other = Executors.newFixedThreadPool(2);

	@AfterEach
	void stop() {
		this.other.shutdownNow();
	}

	@Test
	void endedOnceThoughManyEndIt() throws Exception {
		List<Execution> executions = new ArrayList<>();
		for (int i = 0; i < 20_000; i++) {
			executions.add(start());
			this.tracer.detach(executions.get(i));
		}
		AtomicInteger won = new AtomicInteger();
		AtomicInteger arrived = new AtomicInteger();
		Future<?> first = this.other.submit(() -> endAll(executions, arrived, won));
		Future<?> second = this.other.submit(() -> endAll(executions, arrived, won));
		first.get();
		second.get();
		assertThat(won).hasValue(20_000);
		assertThat(window().count()).isEqualTo(20_000);
		assertThat(this.tracer.active()).isZero();
	}

	/** Ends each as nearly as can be at the same time as the other thread does. */
	private void endAll(List<Execution> executions, AtomicInteger arrived, AtomicInteger won) {
		for (int i = 0; i < executions.size(); i++) {
			arrived.incrementAndGet();
			for (int spins = 1; arrived.get() < 2 * (i + 1); spins++) {
				if (spins % 1_000 == 0) {
					Thread.yield();
				}
			}
			if (this.tracer.end(executions.get(i))) {
				won.incrementAndGet();
			}
		}
	}

	@Test
	void goesFromThreadToThread() throws Exception {
		Execution execution = start();
		TestBed.query(execution, STATEMENT, MILLISECOND);
		this.tracer.detach(execution);
		assertThat(this.tracer.current()).isNull();
		this.other.submit(() -> {
			this.tracer.attach(execution);
			assertThat(this.tracer.current()).isSameAs(execution.track());
			TestBed.query(execution, STATEMENT, MILLISECOND);
			this.tracer.detach(execution);
			assertThat(this.tracer.current()).isNull();
		}).get();
		this.tracer.attach(execution);
		TestBed.query(execution, STATEMENT, MILLISECOND);
		this.tracer.end(execution);
		assertThat(this.tracer.current()).isNull();
		assertThat(window().queries()).isEqualTo(3);
		assertThat(statement(STATEMENT).count()).isEqualTo(3);
	}

	@Test
	void lateRowsGoToTheStatementAlone() throws Exception {
		Execution first = start();
		Track track = first.track();
		int event = TestBed.query(first, STATEMENT, MILLISECOND);
		int generation = track.generation();
		track.rows(event, generation, STATEMENT, 2);
		this.tracer.end(first);
		Execution second = start();
		assertThat(second.track()).as("reused").isSameAs(track);
		TestBed.query(second, STATEMENT, MILLISECOND);
		track.rows(event, generation, STATEMENT, 40);
		track.rowsChanged(event, generation, STATEMENT, 1);
		int current = track.generation();
		this.other.submit(() -> track.rows(event, current, STATEMENT, 500)).get();
		assertThat(track.rowsRead()).isZero();
		assertThat(track.rowsUpdated()).isZero();
		this.tracer.end(second);
		assertThat(window().rowsRead()).isEqualTo(2);
		assertThat(statement(STATEMENT).rows()).isEqualTo(543);
		assertThat(statement(STATEMENT).count()).isEqualTo(2);
	}

	@Test
	void aTimeLineThatIsFullKeepsItsBeginning() {
		Execution execution = start();
		Track track = execution.track();
		for (int i = 0; i < 5_000; i++) {
			Statement statement = (i % 3 == 0) ? UPDATE : STATEMENT;
			int event = TestBed.query(track, i, statement, 1_000 + i);
			track.parameters(event, "[" + i + "]");
			track.rows(event, track.generation(), statement, 1);
		}
		track.rows(17, track.generation(), (17 % 3 == 0) ? UPDATE : STATEMENT, 100);
		assertThat(track.queries()).isEqualTo(5_000);
		assertThat(track.timeLine().size()).isEqualTo(TimeLine.MAX_EVENTS);
		assertThat(track.timeLine().dropped()).isEqualTo(5_000 - TimeLine.MAX_EVENTS);
		track.borrowed(this.bed.store().dataSource("main"), 0, MILLISECOND);
		track.renderStarted(0);
		track.renderEnded(MILLISECOND);
		assertThat(track.timeLine().dropped()).isEqualTo(5_002 - TimeLine.MAX_EVENTS);
		this.tracer.end(execution);
		assertThat(window().queries()).isEqualTo(5_000);
		assertThat(window().maxQueries()).isEqualTo(5_000);
		assertThat(window().borrows()).isOne();
		assertThat(window().rendered()).isOne();
		assertThat(window().databaseNanos()).isEqualTo(5_000 * 1_000 + 5_000 * 4_999 / 2);
		assertThat(statement(UPDATE).count()).isEqualTo(1_667);
		assertThat(statement(STATEMENT).count()).isEqualTo(3_333);
		assertThat(statement(STATEMENT).nanos() + statement(UPDATE).nanos()).isEqualTo(window().databaseNanos());
		assertThat(statement(STATEMENT).rows()).isEqualTo(3_433);
		assertThat(statement(UPDATE).rows()).isEqualTo(1_667);
		assertThat(window().rowsRead()).isEqualTo(5_100);
		Trace trace = slowest();
		assertThat(trace.events()).hasSize(TimeLine.MAX_EVENTS);
		assertThat(trace.droppedEvents()).isEqualTo(5_002 - TimeLine.MAX_EVENTS);
		assertThat(trace.events().get(0).parameters()).isEqualTo("[0]");
	}

	@Test
	void theLastPlaceForgetsWhatWasThere() {
		Execution execution = start();
		Track track = execution.track();
		for (int i = 0; i < TimeLine.MAX_EVENTS; i++) {
			track.parameters(TestBed.query(execution, STATEMENT, MILLISECOND), "[secret]");
		}
		int event = track.query(UPDATE, 0, MILLISECOND, 0, false, false, 3);
		assertThat(event).isEqualTo(TimeLine.MAX_EVENTS - 1);
		assertThat(track.timeLine().parameters(event)).isNull();
		assertThat(track.timeLine().statement(event)).isSameAs(UPDATE);
		track.query(STATEMENT, 0, MILLISECOND, 0, false, false, 0);
		assertThat(track.timeLine().batchSize(event)).isZero();
	}

	@Test
	void manyStatementsInOneExecution() {
		List<Statement> statements = new ArrayList<>();
		for (int i = 0; i < 700; i++) {
			statements.add(TestBed.statement("select c" + i + " from t"));
		}
		Execution execution = start();
		for (int round = 0; round < 5; round++) {
			statements.forEach((each) -> execution.track().query(each, 0, 10, 1, true, true, 2));
		}
		this.tracer.end(execution);
		for (Statement each : statements) {
			StatementWindow window = statement(each);
			assertThat(List.of(window.count(), window.nanos(), window.rows(), window.slow(), window.errors(),
					window.batches(), window.batchSize()))
				.containsExactly(5L, 50L, 5L, 5L, 5L, 5L, 10L);
		}
		// Of one operation an interval tells 40 statements apart; the rest add up in one.
		List<StatementUse> uses = this.bed.store().statementsOf(this.bed.store().window(1), OPERATION);
		assertThat(uses).hasSize(41);
		assertThat(uses).filteredOn((use) -> use.statement().sql().equals(Statement.OTHER))
			.singleElement()
			.satisfies((use) -> assertThat(List.of(use.count(), use.nanos(), use.rows())).containsExactly(660L * 5,
					660L * 50, 660L * 5));
		assertThat(uses).filteredOn((use) -> !use.statement().sql().equals(Statement.OTHER))
			.hasSize(40)
			.allMatch((use) -> use.count() == 5 && use.nanos() == 50 && use.rows() == 5);
	}

	@Test
	void aNegativeFigureSpoilsNoInterval() {
		Execution execution = start();
		execution.track().query(STATEMENT, 0, 10, -1, false, false, 0);
		this.tracer.end(execution);
		this.bed.clock().advance(Duration.ofMinutes(10));
		this.bed.store().maintain();
		assertThat(this.bed.store().operation(this.bed.store().window(60), OPERATION).queries()).isEqualTo(1);
		assertThat(this.bed.store().statementsOf(this.bed.store().window(60), OPERATION)).singleElement()
			.satisfies((use) -> assertThat(use.rows()).isZero());
	}

	@Test
	void aLongExecutionIsSeenBeforeItEnds() {
		Execution execution = start();
		int first = query(execution);
		this.bed.clock().advance(Duration.ofSeconds(8));
		query(execution);
		assertThat(statement(STATEMENT).count()).isZero();
		this.bed.clock().advance(Duration.ofSeconds(3));
		query(execution);
		assertThat(statement(STATEMENT).count()).isEqualTo(2);
		execution.track().rows(first, execution.track().generation(), STATEMENT, 7);
		assertThat(statement(STATEMENT).rows()).isEqualTo(7);
		for (int i = 0; i < 100; i++) {
			this.bed.clock().advance(Duration.ofSeconds(1));
			query(execution);
		}
		assertThat(statement(STATEMENT).count()).isGreaterThan(90);
		this.tracer.end(execution);
		assertThat(statement(STATEMENT).count()).isEqualTo(103);
		assertThat(statement(STATEMENT).slow()).isEqualTo(103);
		assertThat(statement(STATEMENT).rows()).isEqualTo(7);
		assertThat(window().queries()).isEqualTo(103);
		assertThat(window().rowsRead()).isEqualTo(7);
		assertThat(this.bed.store().statementsOf(this.bed.store().window(5), OPERATION)).singleElement()
			.matches((use) -> use.count() == 103);
	}

	private int query(Execution execution) {
		return execution.track().query(STATEMENT, this.bed.clock().nanoTime(), MILLISECOND, 0, true, false, 0);
	}

	@Test
	void batchesFailuresAndSlowQueries() {
		Execution execution = start();
		Track track = execution.track();
		track.query(UPDATE, 0, 5 * MILLISECOND, 30, false, false, 30);
		track.query(UPDATE, 0, 7 * MILLISECOND, 10, true, false, 10);
		track.query(UPDATE, 0, MILLISECOND, 0, false, true, 0);
		track.query(STATEMENT, 0, 2 * MILLISECOND, 0, true, true, 0);
		track.borrowed(this.bed.store().dataSource("main"), 0, 3 * MILLISECOND);
		track.returned(0, 20 * MILLISECOND);
		track.committed(0);
		track.rolledBack(0);
		this.tracer.end(execution);
		assertThat(statement(UPDATE)).isEqualTo(new StatementWindow(UPDATE, 3, 13 * MILLISECOND, 7 * MILLISECOND,
				statement(UPDATE).percentiles(), 40, 1, 1, 2, 40));
		OperationWindow window = window();
		assertThat(window.queries()).isEqualTo(4);
		assertThat(window.slowQueries()).isEqualTo(2);
		assertThat(window.failedQueries()).isEqualTo(2);
		assertThat(window.rowsUpdated()).isEqualTo(40);
		assertThat(window.maxQueryNanos()).isEqualTo(7 * MILLISECOND);
		assertThat(window.waitNanos()).isEqualTo(3 * MILLISECOND);
		assertThat(this.bed.store().dataSources(this.bed.store().window(1)))
			.containsExactly(new DataSourceWindow("main", 1, 3 * MILLISECOND, 3 * MILLISECOND, 1, 20 * MILLISECOND,
					20 * MILLISECOND, 1, 1, 0, new Percentiles(3 * MILLISECOND, 3 * MILLISECOND, 3 * MILLISECOND)));
		assertThat(slowest().events()).extracting(TraceEvent::type)
			.containsExactly(EventType.QUERY, EventType.QUERY, EventType.QUERY, EventType.QUERY,
					EventType.CONNECTION_WAIT);
	}

	@Test
	void aConnectionReturnedLateCounts() {
		this.bed.recorder().lateReturn(this.bed.store().dataSource("main"), MILLISECOND);
		assertThat(this.bed.store().dataSources(this.bed.store().window(1))).containsExactly(
				new DataSourceWindow("main", 0, 0, 0, 1, MILLISECOND, MILLISECOND, 0, 0, 0, Percentiles.NONE));
	}

	@Test
	void theCallSiteIsWantedAtFirstSightWhenSlowAndOfRepeats() {
		Execution first = start();
		List<Boolean> wanted = new ArrayList<>();
		for (int run = 1; run <= 30; run++) {
			wanted.add(wants(first, STATEMENT, false));
		}
		for (int run = 1; run <= 30; run++) {
			assertThat(wanted.get(run - 1)).as("run " + run).isEqualTo(run == 1 || (run >= 5 && run < 25));
		}
		assertThat(wants(first, UPDATE, true)).isTrue();
		first.track().callSite(0, STATEMENT, new CallSite("com.example.shop.Orders", "find", 12));
		first.track().callSite(1, UPDATE, new CallSite("com.example.shop.Orders", "save", 30));
		this.tracer.end(first);
		Execution second = start();
		assertThat(wants(second, UPDATE, false)).isFalse();
		assertThat(wants(second, UPDATE, true)).isTrue();
		assertThat(wants(second, STATEMENT, false)).as("repeated before").isTrue();
		this.tracer.end(second);
		Execution third = this.tracer.start(OperationKind.HTTP);
		assertThat(wants(third, UPDATE, false)).as("of an unknown operation").isFalse();
		third.operation(TestBed.http("GET /other"));
		assertThat(wants(third, STATEMENT, false)).as("by another operation").isTrue();
		this.tracer.end(third);
		assertThat(this.bed.store().callSites(STATEMENT)).extracting(CallSite::toString)
			.containsExactly("com.example.shop.Orders.find:12");
	}

	@Test
	void repeatsAreLookedUpOneByOneInTheFirstTwentyExecutionsOnly() {
		for (int i = 1; i <= 25; i++) {
			Execution execution = start();
			int wanted = 0;
			for (int run = 1; run <= 10; run++) {
				boolean wants = wants(execution, STATEMENT, false);
				if (run > 1 && wants) {
					wanted++;
				}
			}
			assertThat(wanted).as("execution " + i).isEqualTo((i == 1) ? 6 : (i <= 20) ? 9 : 1);
			this.tracer.end(execution);
		}
	}

	@Test
	void repeatsFromSeveralPlacesAreAlwaysLookedUp() {
		for (int i = 1; i <= 40; i++) {
			Execution execution = start();
			int wanted = 0;
			for (int run = 0; run < 6; run++) {
				if (wants(execution, STATEMENT, false)) {
					wanted++;
					execution.track()
						.callSite(run, STATEMENT, new CallSite("com.example.shop.Orders", "find", run / 3));
				}
			}
			assertThat(wanted).as("execution " + i).isEqualTo((i == 1) ? 3 : 6);
			this.tracer.end(execution);
		}
	}

	private static boolean wants(Execution execution, Statement statement, boolean slow) {
		execution.track().query(statement, execution.startNanos(), MILLISECOND, 0, slow, false, 0);
		return execution.track().isCallSiteWanted();
	}

	@Test
	void whatBelongsToNoExecutionCountsInTheTotalOfTheDatabase() {
		Track outside = this.tracer.startOutside();
		assertThat(this.tracer.current()).isSameAs(outside);
		assertThat(this.tracer.active()).isZero();
		TestBed.query(outside, this.bed.clock().nanoTime(), STATEMENT, MILLISECOND);
		this.tracer.endOutside(outside);
		assertThat(this.tracer.current()).isNull();
		this.bed.run(OPERATION, MILLISECOND, (execution) -> TestBed.query(execution, STATEMENT, MILLISECOND));
		Window window = this.bed.store().window(1);
		assertThat(this.bed.store().databaseTotal(window).queries()).isEqualTo(2);
		assertThat(this.bed.store().databaseTotal(window).count()).isOne();
		assertThat(this.bed.store().operations(window)).hasSize(1);
		assertThat(this.bed.store().total(window, OperationKind.TASK).count()).isZero();
		assertThat(statement(STATEMENT).count()).isEqualTo(2);
		assertThat(this.bed.store().operationsOf(window, STATEMENT)).extracting((use) -> use.operation().name())
			.containsExactlyInAnyOrder("GET /orders", "(outside)");
	}

	@Test
	void listenersThatThrowAreSwallowed() {
		AtomicInteger heard = new AtomicInteger();
		TestBed broken = new TestBed(StoreLimits.DEFAULTS, (execution) -> {
			throw new IllegalStateException("broken");
		}, (execution) -> heard.incrementAndGet());
		try (LogCapture log = new LogCapture()) {
			for (int i = 0; i < 5; i++) {
				broken.run(OPERATION, MILLISECOND);
			}
			assertThat(log.lines(Level.WARN)).hasSize(1);
			assertThat(log.lines(Level.ERROR)).isEmpty();
		}
		assertThat(heard).hasValue(5);
		assertThat(broken.guard().count()).isEqualTo(5);
		assertThat(broken.store().operation(broken.store().window(1), OPERATION).count()).isEqualTo(5);
	}

	@Test
	void aFailureCountsByStatusElseByException() {
		this.bed.run(OPERATION, 1, (execution) -> execution.status(500));
		this.bed.run(OPERATION, 1, (execution) -> execution.status(404));
		this.bed.run(OPERATION, 1, (execution) -> {
			execution.error(new IllegalStateException());
			execution.status(200);
		});
		this.bed.run(new Operation(OperationKind.TASK, "job"), 1,
				(execution) -> execution.error(new IllegalStateException()));
		assertThat(window().errors()).isOne();
		assertThat(window().clientErrors()).isOne();
		assertThat(this.bed.store().total(this.bed.store().window(1), OperationKind.TASK).errors()).isOne();
	}

	private Execution start() {
		Execution execution = this.tracer.start(OperationKind.HTTP);
		execution.operation(OPERATION);
		execution.status(200);
		return execution;
	}

	private OperationWindow window() {
		return this.bed.store().operation(this.bed.store().window(10), OPERATION);
	}

	private StatementWindow statement(Statement statement) {
		return this.bed.store().statement(this.bed.store().window(10), statement);
	}

	private Trace slowest() {
		return this.bed.store().slowest(this.bed.store().window(10), OPERATION).get(0);
	}

}
