package io.perfstarter.series;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.perfstarter.sql.NormalizedSql;
import io.perfstarter.sql.Verb;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What does not fit under the caps still counts.
 */
class CapsTests {

	private static final long MILLISECOND = 1_000_000;

	private static final String OTHER_OPERATION = new Operation(OperationKind.HTTP, Operation.OTHER).id();

	private static final String OTHER_STATEMENT = new Statement("",
			new NormalizedSql(Statement.OTHER, Verb.OTHER, null, false))
		.id();

	private static final Operation OPERATION = TestBed.http("GET /orders");

	private final Random random = Seeds.random(CapsTests.class);

	private final TestBed bed = new TestBed();

	private final SeriesStore store = this.bed.store();

	private final Map<MeterKey, Long> lastCounts = new HashMap<>();

	@Test
	void tenThousandOperations() {
		for (int i = 0; i < 10_000; i++) {
			this.bed.run(TestBed.http("GET /" + i), MILLISECOND);
			if (i % 100 == 0) {
				this.bed.clock().advance(Duration.ofSeconds(7));
				this.store.maintain();
			}
		}
		Window window = this.store.window(60);
		List<OperationWindow> operations = this.store.operations(window);
		assertThat(operations).hasSize(501);
		assertThat(this.store.operationCount()).isEqualTo(500);
		assertThat(operations.stream().mapToLong(OperationWindow::count).sum()).isEqualTo(10_000);
		assertThat(this.store.total(window, OperationKind.HTTP).count()).isEqualTo(10_000);
		assertThat(this.store.total(window, OperationKind.TASK).count()).isZero();
		Operation other = this.store.findOperation(OTHER_OPERATION);
		assertThat(other).isNotNull();
		assertThat(other.name()).isEqualTo("(other)");
		assertThat(this.store.operation(window, other).count()).isEqualTo(9_500);
		assertThat(operationTotals()).isEqualTo(10_000);
	}

	@Test
	void operationsOutOfUseForAnHourMakeRoom() {
		for (int i = 0; i < 600; i++) {
			this.bed.run(TestBed.http("GET /old/" + i), MILLISECOND);
		}
		for (int minute = 0; minute < 70; minute++) {
			this.bed.clock().advance(Duration.ofMinutes(1));
			this.bed.run(TestBed.http("GET /old/0"), MILLISECOND);
			this.store.maintain();
			assertThat(operationTotals()).isEqualTo(601 + minute);
		}
		for (int i = 0; i < 499; i++) {
			this.bed.run(TestBed.http("GET /new/" + i), MILLISECOND);
		}
		assertThat(this.store.operations(this.store.window(5))).hasSize(500);
		assertThat(this.store.operation(this.store.window(60), TestBed.http("GET /old/0")).count()).isGreaterThan(59);
		assertThat(this.store.operation(this.store.window(5), TestBed.http("GET /new/498")).count()).isOne();
		assertThat(operationTotals()).isEqualTo(601 + 69 + 499);
	}

	@Test
	void fiveThousandStatements() {
		List<Statement> busy = IntStream.range(0, 300)
			.mapToObj((i) -> TestBed.statement("select a from busy where c" + i + " = ?"))
			.toList();
		long queries = 0;
		for (int step = 0; step < 100; step++) {
			List<Statement> rare = rare(step * 50);
			this.bed.run(OPERATION, MILLISECOND, (execution) -> {
				busy.forEach((statement) -> TestBed.query(execution, statement, latency()));
				rare.forEach((statement) -> TestBed.query(execution, statement, latency()));
			});
			queries += 350;
			checkQueries(queries);
			this.bed.clock().advance(Duration.ofSeconds(5));
			this.store.maintain();
			checkQueries(queries);
		}
		for (Statement statement : busy) {
			assertThat(this.store.statement(this.store.window(60), statement).count()).isEqualTo(100);
		}
		Statement other = this.store.findStatement(OTHER_STATEMENT);
		assertThat(other).isNotNull();
		assertThat(other.sql()).isEqualTo("(other)");
		assertThat(this.store.statement(this.store.window(60), other).count()).isGreaterThan(3_000);
	}

	private static List<Statement> rare(int from) {
		return IntStream.range(from, from + 50)
			.mapToObj((i) -> TestBed.statement("update rare" + (i % 77) + " set c" + i + " = ?"))
			.toList();
	}

	private long latency() {
		return HeavyTail.PARETO.next(this.random);
	}

	private void checkQueries(long expected) {
		Window window = this.store.window(60);
		assertThat(this.store.statementCount()).isLessThanOrEqualTo(2_000);
		assertThat(this.store.statementTotal(window).count()).isEqualTo(expected);
		assertThat(this.store.statements(window).stream().mapToLong(StatementWindow::count).sum()).isEqualTo(expected);
		assertThat(this.store.databaseTotal(window).queries()).isEqualTo(expected);
		assertThat(this.store.statementsOf(window, OPERATION).stream().mapToLong(StatementUse::count).sum())
			.isEqualTo(expected);
		checkMeters(expected);
	}

	private void checkMeters(long expected) {
		Map<MeterKey, Long> counts = new HashMap<>();
		this.store.visitQueryTotals((key, totals) -> counts.put(key, totals.count()));
		assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(expected);
		this.lastCounts.forEach(
				(key, before) -> assertThat(counts.get(key)).as("%s", key).isNotNull().isGreaterThanOrEqualTo(before));
		this.lastCounts.putAll(counts);
	}

	@Test
	void fewerThanAThousandMeters() {
		for (int i = 0; i < 3_000; i++) {
			Verb verb = Verb.values()[i % Verb.values().length];
			Statement statement = new Statement(TestBed.DATA_SOURCE,
					new NormalizedSql("text " + i, verb, "table" + i, false));
			this.bed.run(OPERATION, MILLISECOND, (execution) -> TestBed.query(execution, statement, MILLISECOND));
		}
		checkMeters(3_000);
		int each = QueryTotals.bounds().length + 1 + 2;
		assertThat(this.lastCounts).hasSizeBetween(MeterTotals.MAX_KEYS, MeterTotals.MAX_KEYS + Verb.values().length);
		assertThat(this.lastCounts.size() * each).isLessThan(950);
	}

	@Test
	void meterBucketsAreThoseOfTheDurations() {
		double[] bounds = QueryTotals.bounds();
		Statement statement = TestBed.statement("select a from t");
		for (int bucket = 0; bucket < bounds.length; bucket++) {
			long below = (long) (bounds[bucket] * 0.98e9);
			this.bed.run(OPERATION, below, (execution) -> TestBed.query(execution, statement, below));
		}
		this.bed.run(OPERATION, MILLISECOND, (execution) -> TestBed.query(execution, statement, 6_000 * MILLISECOND));
		this.store.visitQueryTotals((key, totals) -> {
			for (int bucket = 0; key.verb() == Verb.SELECT && bucket <= bounds.length; bucket++) {
				assertThat(totals.count(bucket)).as("bucket %d", bucket).isOne();
			}
		});
		checkMeters(bounds.length + 1);
	}

	@Test
	void statementsStayWhileNobodyWantsTheirPlace() {
		TestBed small = new TestBed(new StoreLimits(10, 20, 1 << 20));
		List<Statement> statements = IntStream.range(0, 20)
			.mapToObj((i) -> TestBed.statement("select " + "abcdefghijklmnopqrstuvwxyz".charAt(i) + " from t"))
			.toList();
		for (int i = 0; i < 32; i++) {
			small.run(OPERATION, MILLISECOND,
					(execution) -> statements.forEach((statement) -> TestBed.query(execution, statement, MILLISECOND)));
			small.clock().advance(Duration.ofSeconds(10));
			small.store().maintain();
		}
		for (Statement statement : statements) {
			assertThat(small.store().statement(small.store().window(60), statement).count()).isEqualTo(32);
		}
		Statement more = TestBed.statement("select z from another");
		small.run(OPERATION, MILLISECOND, (execution) -> TestBed.query(execution, more, MILLISECOND));
		small.store().maintain();
		small.run(OPERATION, MILLISECOND, (execution) -> TestBed.query(execution, more, MILLISECOND));
		assertThat(small.store().statement(small.store().window(60), more).count()).isOne();
		assertThat(small.store().statementTotal(small.store().window(60)).count()).isEqualTo(642);
	}

	@Test
	void beyondTheCapTheCallSiteIsWantedOnce() {
		TestBed small = new TestBed(new StoreLimits(10, 1, 1 << 20));
		Statement first = TestBed.statement("select a from t");
		Statement second = TestBed.statement("select b from t");
		small.run(OPERATION, MILLISECOND, (execution) -> TestBed.query(execution, first, MILLISECOND));
		assertThat(small.store().firstSight(OPERATION, second)).isTrue();
		small.store().callSite(OPERATION, second, new CallSite("com.example.A", "b", 1));
		assertThat(small.store().firstSight(OPERATION, second)).isFalse();
	}

	@Test
	void dataSourcesBeyondTheCapShareTheLast() {
		for (int i = 0; i < 40; i++) {
			assertThat(this.store.dataSource("source" + i)).isEqualTo(Math.min(i, 31));
		}
		assertThat(this.store.dataSource("source3")).isEqualTo(3);
		assertThat(this.store.dataSources(this.store.window(1))).hasSize(32)
			.last()
			.extracting(DataSourceWindow::name)
			.isEqualTo("(other)");
	}

	private long operationTotals() {
		long[] sum = { 0 };
		this.store.visitOperationTotals((operation, count, queries, nanos) -> sum[0] += count);
		return sum[0];
	}

}
