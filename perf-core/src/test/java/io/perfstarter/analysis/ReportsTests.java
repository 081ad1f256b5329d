package io.perfstarter.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.perfstarter.series.StoreLimits;
import io.perfstarter.series.TestBed;
import io.perfstarter.sql.Verb;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.ManualClock;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

/**
 * The answers, on a small scenario of one minute.
 */
class ReportsTests {

	private static final long MILLISECOND = 1_000_000;

	private static final Instant START = Instant.parse("2026-01-02T03:04:00Z");

	private static final Operation ORDERS = TestBed.http("GET /orders");

	private static final Operation SLOW = TestBed.http("GET /slow");

	private static final Operation JOB = new Operation(OperationKind.TASK, "NightlyImport.run");

	private static final Statement SELECT = TestBed.statement("select * from orders where id = ?");

	private static final Statement INSERT = TestBed.statement("insert into log (text) values (?)");

	private final ManualClock clock = new ManualClock(START);

	private final TestBed bed = new TestBed(this.clock, StoreLimits.DEFAULTS);

	private final Reports reports = new Reports(this.bed.store(), this.bed.tracer(), this.bed.guard());

	private void scenario() {
		int source = this.bed.store().dataSource("main");
		this.clock.advance(Duration.ofSeconds(60));
		for (int status : new int[] { 200, 200, 404, 503 }) {
			this.bed.run(ORDERS, 10 * MILLISECOND, (execution) -> orders(execution, status, source));
		}
		this.bed.run(SLOW, 500 * MILLISECOND, ReportsTests::render);
		this.bed.run(JOB, 20 * MILLISECOND, (execution) -> execution.track()
			.query(INSERT, execution.startNanos(), 8 * MILLISECOND, 30, false, false, 30));
		Track outside = this.bed.tracer().startOutside();
		TestBed.query(outside, this.clock.nanoTime(), SELECT, MILLISECOND);
		this.bed.tracer().endOutside(outside);
		this.bed.store().sqlStates().count("23505");
	}

	private static void orders(Execution execution, int status, int source) {
		Track track = execution.track();
		execution.status(status);
		execution.responseBytes(1_000);
		if (status == 503) {
			execution.error(new IllegalStateException());
		}
		track.borrowed(source, execution.startNanos() + MILLISECOND, MILLISECOND);
		for (int i = 0; i < 2; i++) {
			long start = execution.startNanos() + (2 + 2 * i) * MILLISECOND;
			int event = track.query(SELECT, start, MILLISECOND, 0, i == 1, status == 503, 0);
			track.rows(event, track.generation(), SELECT, 3);
			track.callSite(event, SELECT, new CallSite("com.example.shop.Orders", "find", 12 + i));
		}
		track.returned(source, 6 * MILLISECOND);
		track.committed(source);
	}

	private static void render(Execution execution) {
		execution.track().renderStarted(execution.startNanos() + 400 * MILLISECOND);
		execution.track().renderEnded(execution.startNanos() + 500 * MILLISECOND);
	}

	@Test
	void metrics() {
		scenario();
		Execution running = this.bed.tracer().start(OperationKind.HTTP);
		MetricsReport report = this.reports.metrics(5);
		assertThat(report.timestamp()).isEqualTo(START.plusSeconds(60));
		assertThat(report.periodMinutes()).isEqualTo(5);
		assertThat(report.measuredSeconds()).isEqualTo(60);
		assertThat(report.scope()).isEqualTo("instance");
		assertThat(report.requests()).isEqualTo(new RequestFigures(5, 0.083, 108.0, 10.0, 500.0,
				report.requests().p50Ms(), report.requests().p95Ms(), report.requests().p99Ms(), 0.2, 0.2, 1));
		assertThat(report.requests().p50Ms()).isCloseTo(10, within(0.1));
		assertThat(report.requests().p95Ms()).isCloseTo(500, within(5.0));
		DatabaseFigures database = report.database();
		assertThat(database).isEqualTo(new DatabaseFigures(
				10, 1.7, 8.0, database.p95Ms(), database.p99Ms(), 4, 2, 1.0, 1.0, List.of(new DataSourceFigures("main",
						4, 1.0, 1.0, database.dataSources().get(0).waitP95Ms(), 0, 6.0, 6.0, 4, 0)),
				Map.of("23505", 1L)));
		assertThat(database.p95Ms()).isCloseTo(8, within(0.1));
		assertThat(report.memory().usedBytes()).isPositive();
		assertThat(report.operations()).extracting(OperationFigures::name)
			.containsExactly("GET /slow", "GET /orders", "NightlyImport.run");
		this.bed.tracer().end(running);
	}

	@Test
	void operations() {
		scenario();
		OperationFigures orders = this.reports.operations(5, null, "ORDERS", OperationSort.TOTAL, 10)
			.operations()
			.get(0);
		assertThat(orders).isEqualTo(new OperationFigures(ORDERS.id(), OperationKind.HTTP, "GET /orders", 4, 0.067,
				0.25, 0.25, 40.0, 10.0, 10.0, 10.0, orders.p50Ms(), orders.p95Ms(), orders.p99Ms(), 2.0, 2L, 2.0, 0.2,
				1.0, 0.1, null, null, 6.0, 1000.0, null, null, null, null, null));
		assertThat(orders.p50Ms()).isCloseTo(10, within(0.1));
		OperationFigures slow = this.reports.operations(5, null, "slow", OperationSort.TOTAL, 10).operations().get(0);
		assertThat(slow.renderAvgMs()).isEqualTo(100);
		assertThat(slow.renderShare()).isEqualTo(0.2);
		assertThat(slow.queriesMax()).isZero();
		assertThat(slow.databaseShare()).isZero();
	}

	@Test
	void operationsAreFilteredAndLimited() {
		scenario();
		OperationsReport all = this.reports.operations(5, null, null, OperationSort.COUNT, 2);
		assertThat(all.total()).isEqualTo(3);
		assertThat(all.operations()).hasSize(2).first().extracting(OperationFigures::name).isEqualTo("GET /orders");
		assertThat(this.reports.operations(5, OperationKind.TASK, null, OperationSort.TOTAL, 10).operations())
			.extracting(OperationFigures::id)
			.containsExactly(JOB.id());
		assertThat(this.reports.operations(5, OperationKind.TASK, "orders", OperationSort.TOTAL, 10).total()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void operationsAreSorted(OperationSort sort) {
		scenario();
		String first = switch (sort) {
			case COUNT, ERRORS, QUERIES -> "GET /orders";
			case DATABASE -> "";
			default -> "GET /slow";
		};
		List<OperationFigures> operations = this.reports.operations(5, null, null, sort, 10).operations();
		assertThat(operations).hasSize(3);
		if (!first.isEmpty()) {
			assertThat(operations.get(0).name()).isEqualTo(first);
		}
		else {
			assertThat(operations.get(2).name()).isEqualTo("GET /slow");
		}
	}

	@Test
	void oneOperation() {
		scenario();
		OperationReport report = this.reports.operation(ORDERS.id(), 5);
		assertThat(report).isNotNull();
		assertThat(report.operation().count()).isEqualTo(4);
		assertThat(report.statements()).containsExactly(new StatementShare(SELECT.id(),
				"select * from orders where id = ?", Verb.SELECT, "orders", 8, 2.0, 8.0, 1.0, 24));
		assertThat(report.slowest()).hasSize(4);
		assertThat(report.failed()).singleElement()
			.isEqualTo(new TraceFigures(report.failed().get(0).id(), ORDERS.id(), "GET /orders",
					START.plusMillis(60_000 - 10), 10.0, 503, "java.lang.IllegalStateException", 2, 2.0));
		assertThat(this.reports.operation("none", 5)).isNull();
	}

	@Test
	void statements() {
		scenario();
		StatementsReport report = this.reports.statements(5, null, StatementSort.COUNT, 1);
		assertThat(report.total()).isEqualTo(2);
		StatementFigures select = report.statements().get(0);
		assertThat(select).isEqualTo(new StatementFigures(SELECT.id(), "select * from orders where id = ?", Verb.SELECT,
				"orders", "dataSource", 9, 9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 24, 2, 4, null));
		StatementFigures insert = this.reports.statements(5, "INTO LOG", StatementSort.TOTAL, 10).statements().get(0);
		assertThat(insert.batchSizeAvg()).isEqualTo(30);
		assertThat(insert.rows()).isEqualTo(30);
		assertThat(this.reports.statements(5, "nowhere", StatementSort.TOTAL, 10).total()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void statementsAreSorted(StatementSort sort) {
		scenario();
		Statement first = switch (sort) {
			case COUNT, ERRORS, TOTAL -> SELECT;
			default -> INSERT;
		};
		assertThat(this.reports.statements(5, null, sort, 10).statements()).hasSize(2)
			.first()
			.extracting(StatementFigures::id)
			.isEqualTo(first.id());
	}

	@Test
	void oneStatement() {
		scenario();
		StatementReport report = this.reports.statement(SELECT.id(), 5);
		assertThat(report).isNotNull();
		assertThat(report.statement().count()).isEqualTo(9);
		assertThat(report.operations()).extracting(OperationShare::name, OperationShare::count, OperationShare::totalMs)
			.containsExactly(tuple("GET /orders", 8L, 8.0), tuple("(outside)", 1L, 1.0));
		assertThat(report.callSites()).containsExactly("com.example.shop.Orders.find:12",
				"com.example.shop.Orders.find:13");
		assertThat(this.reports.statement("none", 5)).isNull();
	}

	@Test
	void traces() {
		scenario();
		TracesReport report = this.reports.traces(null, 5, 2);
		assertThat(report).isNotNull();
		assertThat(report.total()).as("the failed one counts once").isEqualTo(6);
		assertThat(report.traces()).extracting(TraceFigures::durationMs).containsExactly(500.0, 20.0);
		assertThat(this.reports.traces(JOB.id(), 5, 10).traces()).singleElement().satisfies((trace) -> {
			assertThat(trace.status()).isNull();
			assertThat(trace.error()).isNull();
		});
		assertThat(this.reports.traces("none", 5, 10)).isNull();
	}

	@Test
	void oneTrace() {
		scenario();
		String id = this.reports.operation(ORDERS.id(), 5).failed().get(0).id();
		TraceReport report = this.reports.trace(id);
		assertThat(
				report)
			.isEqualTo(new TraceReport(id, ORDERS.id(), "GET /orders", START.plusMillis(60_000 - 10), 10.0, 503,
					"java.lang.IllegalStateException", 2, 2.0, 1.0, 0.0, 6, 1_000, null, null, null, null, 0,
					List.of(new TraceReport.Event(EventType.CONNECTION_WAIT, 1.0, 1.0, null, null, null, null, null,
							null, null, null, null, null), query(2.0, 12), query(4.0, 13))));
		assertThat(this.reports.trace("none")).isNull();
	}

	private static TraceReport.Event query(double offset, int line) {
		return new TraceReport.Event(EventType.QUERY, offset, 1.0, SELECT.id(), SELECT.sql(), null, null, null, 3L,
				null, null, "com.example.shop.Orders.find:" + line, null);
	}

	@Test
	void partsAndItems() {
		Operation step = new Operation(OperationKind.STEP, "import");
		Operation call = new Operation(OperationKind.CLIENT, "api.example.com GET /users/{id}");
		Execution execution = this.bed.tracer().start(OperationKind.TASK);
		execution.operation(JOB);
		long start = this.clock.nanoTime();
		this.clock.advance(Duration.ofMillis(20));
		execution.track().part(EventType.CLIENT, call, start, 5_000_000, true);
		execution.track().part(EventType.CLIENT, call, start, 3_000_000, false);
		execution.track().part(EventType.STEP, step, start, 10_000_000, false);
		execution.track().items(40);
		this.bed.tracer().end(execution);
		OperationReport report = this.reports.operation(JOB.id(), 5);
		OperationFigures job = report.operation();
		assertThat(job.clientCallsAvg()).isEqualTo(2);
		assertThat(job.clientAvgMs()).isEqualTo(8);
		assertThat(job.clientShare()).isEqualTo(0.4);
		assertThat(job.items()).isEqualTo(40);
		assertThat(job.itemsPerSecond()).isEqualTo(2000);
		TraceReport trace = this.reports.trace(report.slowest().get(0).id());
		assertThat(trace.clientCalls()).isEqualTo(2);
		assertThat(trace.clientMs()).isEqualTo(8);
		assertThat(trace.items()).isEqualTo(40);
		assertThat(trace.events()).extracting(TraceReport.Event::operation, TraceReport.Event::failed)
			.containsExactly(tuple(call.name(), true), tuple(call.name(), false), tuple("import", false));
		assertThat(trace.events()).extracting(TraceReport.Event::operationId)
			.containsExactly(call.id(), call.id(), step.id());
		assertThat(this.reports.metrics(5).requests().total()).isZero();
	}

	@Test
	void shareOfCallsAtTheSameTimeIsCapped() {
		Operation call = new Operation(OperationKind.CLIENT, "api.example.com GET");
		Execution execution = this.bed.tracer().start(OperationKind.TASK);
		execution.operation(JOB);
		long start = this.clock.nanoTime();
		this.clock.advance(Duration.ofMillis(10));
		for (int i = 0; i < 3; i++) {
			execution.track().part(EventType.CLIENT, call, start, 10_000_000, false);
		}
		this.bed.tracer().end(execution);
		OperationFigures job = this.reports.operation(JOB.id(), 5).operation();
		assertThat(job.clientAvgMs()).isEqualTo(30);
		assertThat(job.clientShare()).isEqualTo(1);
	}

	@Test
	void summary() {
		scenario();
		SummaryReport report = this.reports.summary(60);
		assertThat(report.timestamp()).isEqualTo(START.plusSeconds(60));
		assertThat(report.keyMetrics().avgMs()).isEqualTo(108);
		assertThat(report.keyMetrics().errorRate()).isEqualTo(0.2);
		assertThat(report.lastMinute()).isEqualTo(new SummaryReport.LastMinute(5, 108.0, 10, 1.7));
		assertThat(report.topOperations()).hasSize(3);
		assertThat(report.selfCost()).isEqualTo(new SummaryReport.SelfCost(3, 2, this.bed.store().traceBytes(), 0, 0));
	}

	@Test
	void unknownIsAbsent() {
		MetricsReport report = this.reports.metrics(5);
		assertThat(report.requests())
			.isEqualTo(new RequestFigures(0, 0, null, null, null, null, null, null, null, null, 0));
		assertThat(report.database())
			.isEqualTo(new DatabaseFigures(0, null, null, null, null, 0, 0, null, null, List.of(), Map.of()));
		assertThat(report.operations()).isEmpty();
		SummaryReport summary = this.reports.summary(5);
		assertThat(summary.lastMinute()).isEqualTo(new SummaryReport.LastMinute(0, null, 0, null));
		assertThat(summary.keyMetrics())
			.isEqualTo(new SummaryReport.KeyMetrics(null, null, null, summary.keyMetrics().heapUsedBytes()));
	}

	@Test
	void whatRanBeforeTheWindowIsKnownWithoutFigures() {
		scenario();
		this.clock.advance(Duration.ofMinutes(30));
		OperationReport operation = this.reports.operation(ORDERS.id(), 5);
		assertThat(operation.operation()).isEqualTo(new OperationFigures(ORDERS.id(), OperationKind.HTTP, "GET /orders",
				0, 0, null, null, 0, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
				null, null, null, null, null, null, null));
		assertThat(operation.statements()).isEmpty();
		assertThat(operation.slowest()).isEmpty();
		assertThat(operation.failed()).hasSize(1);
		StatementReport statement = this.reports.statement(SELECT.id(), 5);
		assertThat(statement.statement().avgMs()).isNull();
		assertThat(statement.statement().p99Ms()).isNull();
		assertThat(this.reports.metrics(5).database().dataSources())
			.containsExactly(new DataSourceFigures("main", 0, null, null, null, 0, null, null, 0, 0));
	}

	@Test
	void percentilesOfQueriesThatWereCountedEarlierAreAbsent() {
		Execution execution = this.bed.tracer().start(OperationKind.TASK);
		execution.operation(JOB);
		TestBed.query(execution, SELECT, MILLISECOND);
		this.bed.recorder().flush(execution.track());
		execution.track().forgetStatements();
		this.clock.advance(Duration.ofMinutes(10));
		this.bed.tracer().end(execution);
		DatabaseFigures database = this.reports.metrics(1).database();
		assertThat(database.totalQueries()).isOne();
		assertThat(database.p95Ms()).isNull();
	}

	@Test
	void otherWindowsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.reports.metrics(0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.reports.summary(61));
	}

}
