package io.perfstarter.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.perfstarter.series.TestBed;
import io.perfstarter.series.Trace;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Persistence.Count;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules, on executions that are written down.
 */
class AnalyzerTests {

	private static final long MILLISECOND = 1_000_000;

	private static final Operation REQUEST = TestBed.http("GET /orders");

	private static final Operation JOB = new Operation(OperationKind.TASK, "job");

	private static final Statement ORDERS = TestBed.statement("select * from orders where status = ?");

	private static final Statement LINES = TestBed.statement("select * from lines where order_id = ?");

	private static final CallSite HERE = new CallSite("a.Orders", "list", 7);

	private static final CallSite THERE = new CallSite("a.Orders", "other", 9);

	private static final LoadCause LAZY = cause(LoadCause.Kind.LAZY_COLLECTION, false);

	private final TestBed bed = new TestBed();

	private long at;

	private static LoadCause cause(LoadCause.Kind kind, boolean batched) {
		return new LoadCause(kind, "Order.lines", "Line", batched);
	}

	private List<Observation> judge(Operation operation, Consumer<Track> body) {
		List<Trace> traces = new ArrayList<>();
		this.at = 0;
		this.bed.run(operation, 10_000 * MILLISECOND, (execution) -> body.accept(execution.track()));
		this.bed.suspects().drain(traces::add);
		assertThat(traces).hasSizeLessThanOrEqualTo(1);
		if (traces.isEmpty()) {
			return List.of();
		}
		List<Observation> found = new Analyzer().judge(traces.get(0));
		assertThat(new Analyzer().judge(traces.get(0))).as("the same again").isEqualTo(found);
		return found;
	}

	private List<FindingType> types(Operation operation, Consumer<Track> body) {
		return judge(operation, body).stream().map(Observation::type).toList();
	}

	/** Runs a statement for a millisecond. */
	private int query(Track track, Statement statement, int bind, int rows, CallSite site) {
		Execution execution = track.execution();
		int event = track.query(statement, execution.startNanos() + this.at, MILLISECOND, 0, false, false, 0);
		this.at += MILLISECOND;
		track.bind(event, bind);
		if (rows > 0) {
			track.rows(event, track.generation(), statement, rows);
		}
		if (site != null) {
			track.callSite(event, statement, site);
		}
		return event;
	}

	private void repeat(Track track, Statement statement, int times, CallSite site) {
		for (int i = 0; i < times; i++) {
			query(track, statement, i, 1, site);
		}
	}

	private void write(Track track, Statement statement, int bind, int rows, int batchSize) {
		int event = track.query(statement, track.execution().startNanos() + this.at, MILLISECOND, rows, false, false,
				batchSize);
		this.at += MILLISECOND;
		track.bind(event, bind);
	}

	@Test
	void lookupsAfterQueryThatExplainsThemAreOne() {
		List<Observation> found = judge(REQUEST, (track) -> {
			query(track, ORDERS, 1, 10, THERE);
			repeat(track, LINES, 10, HERE);
		});
		assertThat(found).singleElement().satisfies((one) -> {
			assertThat(one.type()).isEqualTo(FindingType.N_PLUS_ONE);
			assertThat(one.statement()).isEqualTo(LINES);
			assertThat(one.callSite()).isEqualTo(HERE);
			assertThat(one.repeats()).isEqualTo(10);
			assertThat(one.lostNanos()).isEqualTo(9 * MILLISECOND);
			assertThat(one.source().statement()).isEqualTo(ORDERS);
			assertThat(one.source().callSite()).isEqualTo(THERE);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 5 })
	void fewerThanThresholdAreNone(int repeats) {
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 10, null);
			repeat(track, LINES, repeats, HERE);
		})).hasSize((repeats < 5) ? 0 : 1);
	}

	@Test
	void withoutSourceTheyAreNone() {
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 4, null);
			repeat(track, LINES, 10, HERE);
		})).isEmpty();
		assertThat(types(REQUEST, (track) -> {
			repeat(track, LINES, 10, HERE);
			query(track, ORDERS, 1, 10, null);
		})).isEmpty();
	}

	@Test
	void twoPlacesWithTooFewEachAreNone() {
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 10, null);
			repeat(track, LINES, 3, HERE);
			for (int i = 3; i < 6; i++) {
				query(track, LINES, i, 1, THERE);
			}
		})).isEmpty();
	}

	@Test
	void runsOfUnknownPlaceAreSharedOut() {
		List<Observation> found = judge(REQUEST, (track) -> {
			query(track, ORDERS, 1, 20, null);
			for (int i = 0; i < 20; i++) {
				query(track, LINES, i, 1, (i < 4) ? null : (i < 16) ? HERE : THERE);
			}
		});
		assertThat(found).extracting(Observation::callSite).containsExactlyInAnyOrder(HERE, THERE);
		assertThat(found).extracting(Observation::repeats).containsExactlyInAnyOrder(15, 5);
	}

	@Test
	void sameValuesAreCacheable() {
		assertThat(types(REQUEST, (track) -> {
			for (int i = 0; i < 6; i++) {
				query(track, LINES, 42, 1, HERE);
			}
		})).containsExactly(FindingType.CACHEABLE_READ);
	}

	@ParameterizedTest
	@ValueSource(strings = { "select next value for s", "select nextval('s')",
			"select * from job for update skip locked", "select last_insert_id()" })
	void whatAnswersDifferentlyIsNotCacheable(String sql) {
		Statement statement = TestBed.statement(sql);
		assertThat(types(JOB, (track) -> {
			for (int i = 0; i < 6; i++) {
				query(track, statement, 42, 1, HERE);
			}
		})).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "select * from lines where id > ? order by id limit ?",
			"select * from lines order by id offset ? rows fetch next ? rows only",
			"select * from lines order by id limit ?, ?", "select * from lines where id between ? and ?" })
	void pagesAndRangesAreNone(String sql) {
		Statement page = TestBed.statement(sql);
		assertThat(types(JOB, (track) -> {
			query(track, ORDERS, 1, 40, null);
			for (int i = 0; i < 10; i++) {
				query(track, page, i, 100, HERE);
			}
		})).isEmpty();
	}

	@Test
	void listsOfManyValuesAreNone() {
		Statement list = TestBed.statement("select * from lines where order_id in (?, ?, ?)");
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 100, null);
			for (int i = 0; i < 10; i++) {
				query(track, list, i, 10, HERE);
			}
		})).isEmpty();
	}

	@Test
	void loopThatWaitsIsNone() {
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 10, null);
			for (int i = 0; i < 10; i++) {
				query(track, LINES, i, 1, HERE);
				this.at += 60 * MILLISECOND;
			}
		})).isEmpty();
	}

	@Test
	void treeThatReadsItselfIsOne() {
		assertThat(types(REQUEST, (track) -> {
			for (int i = 0; i < 7; i++) {
				query(track, LINES, i, (i < 3) ? 2 : 0, HERE);
			}
		})).containsExactly(FindingType.N_PLUS_ONE);
	}

	@Test
	void lazyAssociationIsNamedWithoutSource() {
		List<Observation> found = judge(REQUEST, (track) -> {
			track.cause(LAZY);
			repeat(track, LINES, 6, null);
			track.cause(null);
		});
		assertThat(found).singleElement().satisfies((one) -> {
			assertThat(one.type()).isEqualTo(FindingType.N_PLUS_ONE);
			assertThat(one.cause()).isSameAs(LAZY);
		});
	}

	@ParameterizedTest
	@EnumSource(LoadCause.Kind.class)
	void batchedAssociationIsNone(LoadCause.Kind kind) {
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 100, null);
			track.cause(cause(kind, true));
			repeat(track, LINES, 6, null);
			track.cause(null);
		})).isEmpty();
	}

	@Test
	void eagerAssociationIsItsOwnType() {
		assertThat(types(REQUEST, (track) -> {
			track.cause(cause(LoadCause.Kind.EAGER_COLLECTION, false));
			repeat(track, LINES, 6, null);
			track.cause(null);
		})).containsExactly(FindingType.EAGER_ASSOCIATION);
	}

	@Test
	void pathLeadsFromTheFirstQuery() {
		Statement products = TestBed.statement("select * from products where id = ?");
		LoadCause product = new LoadCause(LoadCause.Kind.LAZY_ENTITY, "Line.product", "Product", false);
		List<Observation> found = judge(REQUEST, (track) -> {
			query(track, ORDERS, 1, 6, HERE);
			for (int i = 0; i < 6; i++) {
				track.cause(LAZY);
				query(track, LINES, i, 2, null);
				track.cause(product);
				query(track, products, 2 * i, 1, null);
				query(track, products, 2 * i + 1, 1, null);
			}
			track.cause(null);
		});
		assertThat(found).extracting((one) -> one.cause().name()).containsExactly("Order.lines", "Line.product");
		assertThat(found).extracting((one) -> one.source().path()).containsExactly("", "lines.");
		assertThat(found).extracting((one) -> one.source().statement()).containsOnly(ORDERS);
	}

	@Test
	void writesOneByOneLackBatch() {
		Statement insert = TestBed.statement("insert into log (text) values (?)");
		assertThat(types(REQUEST, (track) -> {
			for (int i = 0; i < 6; i++) {
				write(track, insert, i, 1, 0);
			}
		})).containsExactly(FindingType.MISSING_BATCH);
		assertThat(types(REQUEST, (track) -> {
			for (int i = 0; i < 6; i++) {
				write(track, insert, i, 20, 20);
			}
		})).as("batches").isEmpty();
		assertThat(types(REQUEST, (track) -> {
			for (int i = 0; i < 6; i++) {
				write(track, insert, i, 20, 0);
			}
		})).as("many rows each").isEmpty();
	}

	@Test
	void jobThatCommitsAfterEachIsNone() {
		int source = this.bed.store().dataSource("main");
		Statement update = TestBed.statement("update orders set status = ? where id = ?");
		Consumer<Track> items = (track) -> {
			query(track, ORDERS, 1, 10, null);
			for (int i = 0; i < 10; i++) {
				query(track, LINES, i, 1, HERE);
				write(track, update, i, 1, 0);
				track.committed(source);
			}
		};
		assertThat(types(JOB, items)).isEmpty();
		assertThat(types(REQUEST, items)).containsExactly(FindingType.N_PLUS_ONE, FindingType.MISSING_BATCH);
	}

	@Test
	void largeResultsAreForJobsAndWithLimit() {
		Statement limited = TestBed.statement("select * from orders order by id limit 5000");
		assertThat(types(REQUEST, (track) -> query(track, ORDERS, 1, 1001, HERE)))
			.containsExactly(FindingType.UNBOUNDED_RESULT);
		assertThat(types(REQUEST, (track) -> query(track, ORDERS, 1, 1000, HERE))).isEmpty();
		assertThat(types(REQUEST, (track) -> query(track, limited, 1, 2000, HERE))).isEmpty();
		assertThat(types(JOB, (track) -> query(track, ORDERS, 1, 2000, HERE))).isEmpty();
	}

	@Test
	void pageInMemoryIsNotAlsoUnbounded() {
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 2000, HERE);
			track.persistence().add(Count.PAGED_IN_MEMORY, 1);
		})).containsExactly(FindingType.PAGED_IN_MEMORY);
	}

	@Test
	void rowLoadedAgainIsFoundUnlessItsQueryWas() {
		assertThat(types(REQUEST, (track) -> {
			for (int i = 0; i < 5; i++) {
				track.persistence().loaded("Order", 1);
			}
		})).containsExactly(FindingType.REPEATED_ROW);
		assertThat(types(REQUEST, (track) -> {
			for (int i = 0; i < 5; i++) {
				query(track, LINES, 1, 1, HERE);
				track.persistence().loaded("Order", 1);
			}
		})).containsExactly(FindingType.CACHEABLE_READ);
	}

	@Test
	void queriesWhileRenderingAreFoundOnce() {
		assertThat(types(REQUEST, (track) -> render(track, 3))).containsExactly(FindingType.RENDER_QUERIES);
		assertThat(types(REQUEST, (track) -> {
			query(track, ORDERS, 1, 10, HERE);
			render(track, 6);
		})).containsExactly(FindingType.N_PLUS_ONE);
	}

	private void render(Track track, int queries) {
		long start = track.execution().startNanos();
		track.renderStarted(start + this.at);
		repeat(track, LINES, queries, null);
		track.renderEnded(start + this.at + MILLISECOND);
	}

	@Test
	void connectionHeldForNothing() {
		assertThat(types(REQUEST, (track) -> idle(track, true, 150))).containsExactly(FindingType.IDLE_CONNECTION);
		assertThat(types(REQUEST, (track) -> idle(track, false, 150))).containsExactly(FindingType.EARLY_CONNECTION);
		assertThat(types(REQUEST, (track) -> idle(track, true, 50))).isEmpty();
		assertThat(types(REQUEST, (track) -> {
			idle(track, true, 150);
			long start = track.execution().startNanos();
			track.renderStarted(start);
			track.renderEnded(start + 150 * MILLISECOND);
		})).as("while rendering").isEmpty();
		assertThat(types(REQUEST, (track) -> {
			idle(track, true, 150);
			track.part(EventType.CLIENT, new Operation(OperationKind.CLIENT, "GET b.example/x"),
					track.execution().startNanos() + 10 * MILLISECOND, 130 * MILLISECOND, false);
		})).containsExactly(FindingType.REMOTE_CALL_IN_TRANSACTION);
	}

	private static void idle(Track track, boolean used, int millis) {
		track.idle(used, track.execution().startNanos(), millis * MILLISECOND, true);
	}

	@Test
	void rollbacksThatNobodyWasRefusedFor() {
		int source = this.bed.store().dataSource("main");
		assertThat(types(REQUEST, (track) -> track.rolledBack(source))).containsExactly(FindingType.REPEATED_ROLLBACK);
		assertThat(types(REQUEST, (track) -> {
			track.rolledBack(source);
			track.execution().status(409);
		})).isEmpty();
	}

	@Test
	void writeOnReadOnlyConnection() {
		assertThat(types(REQUEST, Track::wroteReadOnly)).containsExactly(FindingType.READ_ONLY_WRITE);
	}

	@Test
	void whatNoRuleLooksAtIsNotTakenDown() {
		this.bed.run(REQUEST, MILLISECOND, (execution) -> {
			Track track = execution.track();
			track.cause(cause(LoadCause.Kind.EAGER_ENTITY, false));
			repeat(track, LINES, Tracer.SUSPICIOUS_REPEATS - 1, HERE);
		});
		this.bed.suspects().drain((trace) -> {
			throw new AssertionError(trace.id());
		});
	}

}
