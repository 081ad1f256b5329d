package io.perfstarter.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what other threads do for an execution: {@link Tracer#branch}.
 */
class BranchTests {

	private static final Operation OPERATION = new Operation(OperationKind.HTTP, "GET /a");

	private static final Operation ANOTHER = new Operation(OperationKind.HTTP, "GET /b");

	private final ManualClock clock = new ManualClock();

	private final Sink sink = new Sink();

	private final Tracer tracer = new Tracer(this.clock, this.sink);

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	private final StatementCatalog catalog = new StatementCatalog("dataSource", (statement) -> statement);

	@AfterEach
	void nothingIsLeft() throws Exception {
		assertThat(this.tracer.current()).isNull();
		assertThat(onOther(this.tracer::current)).isNull();
		assertThat(this.tracer.active()).isZero();
		this.other.shutdownNow();
	}

	private <T> T onOther(Callable<T> task) throws Exception {
		return this.other.submit(task).get();
	}

	private Execution start(Operation operation) {
		Execution execution = this.tracer.start(operation.kind());
		execution.operation(operation);
		return execution;
	}

	private void query(String sql) {
		Track track = this.tracer.current();
		track.borrowed(0, this.clock.nanoTime(), 1);
		track.enter();
		int event = track.query(this.catalog.statement(sql), this.clock.nanoTime(), 7, 0, false, false, 0);
		track.leave();
		track.rows(event, track.generation(), this.catalog.statement(sql), 3);
		track.returned(0, 1);
	}

	@Test
	void countsForTheExecutionOfAnotherThread() throws Exception {
		Execution execution = start(OPERATION);
		query("select 1 from a");
		assertThat(this.tracer.capture()).isSameAs(execution);
		onOther(() -> {
			Branch branch = this.tracer.branch(execution);
			assertThat(this.tracer.capture()).isSameAs(execution);
			query("select 1 from a");
			query("select 1 from b");
			this.tracer.endBranch(branch);
			assertThat(this.tracer.current()).isNull();
			return null;
		});
		this.tracer.end(execution);
		assertThat(this.sink.ended).containsExactly("GET /a: 3 queries, 21 ns, 9 rows, 3 borrows, 3 returns, "
				+ "select ? from a x2 14 ns 6 rows 2 events, select ? from b x1 7 ns 3 rows 1 events, lanes [0, 1, 1]");
		assertThat(this.sink.late).isEmpty();
		assertThat(this.sink.flushes).isZero();
	}

	@Test
	void isToldAtTheEndOfEachPieceOfWork() throws Exception {
		Execution execution = start(OPERATION);
		Branch branch = onOther(() -> {
			Branch begun = this.tracer.branch(execution);
			query("select 1 from a");
			query("select 1 from a");
			return begun;
		});
		// The task has completed its future but is not over
		assertThat(this.tracer.queries(execution)).isEqualTo(2);
		assertThat(this.tracer.databaseNanos(execution)).isEqualTo(14);
		this.tracer.end(execution);
		assertThat(this.sink.ended).singleElement().asString().startsWith("GET /a: 2 queries, 14 ns, 6 rows");
		onOther(() -> {
			query("select 1 from c");
			this.tracer.endBranch(branch);
			return null;
		});
		assertThat(this.sink.late).singleElement().asString().startsWith("GET /a: 1 queries, 7 ns, 3 rows");
	}

	@Test
	void queriesOfAnOpenTransactionAreToldWithIt() throws Exception {
		Execution execution = start(OPERATION);
		Statement statement = this.catalog.statement("select 1 from a");
		onOther(() -> {
			Branch branch = this.tracer.branch(execution);
			Track track = this.tracer.current();
			int first = track.query(statement, 0, 7, 0, false, false, 0);
			assertThat(this.tracer.queries(execution)).isOne();
			this.tracer.publish();
			assertThat(this.tracer.queries(execution)).isOne();
			// Rows of a query that was told are not lost, only late
			track.rows(first, track.generation() - 1, statement, 5);
			track.query(statement, 0, 7, 0, false, false, 0);
			this.tracer.endBranch(branch);
			return null;
		});
		this.tracer.end(execution);
		assertThat(this.sink.ended).singleElement().asString().startsWith("GET /a: 2 queries, 14 ns, 0 rows");
		assertThat(this.sink.lateRows).isEqualTo(5);
	}

	@Test
	void whatOutlivesItsExecutionIsItsOperations() throws Exception {
		Execution execution = start(OPERATION);
		Branch branch = onOther(() -> this.tracer.branch(execution));
		this.tracer.end(execution);
		Execution next = start(ANOTHER);
		onOther(() -> {
			query("select 1 from a");
			this.tracer.endBranch(branch);
			return null;
		});
		this.tracer.end(next);
		assertThat(this.sink.ended).satisfiesExactly((first) -> assertThat(first).startsWith("GET /a: 0 queries"),
				(second) -> assertThat(second).startsWith("GET /b: 0 queries"));
		assertThat(this.sink.late).singleElement().asString().startsWith("GET /a: 1 queries");
	}

	@Test
	void mayBeginWhenTheExecutionHasEnded() throws Exception {
		Execution execution = start(OPERATION);
		this.tracer.end(execution);
		onOther(() -> {
			Branch branch = this.tracer.branch(execution);
			query("select 1 from a");
			this.tracer.endBranch(branch);
			return null;
		});
		assertThat(this.sink.late).singleElement().asString().startsWith("GET /a: 1 queries");
	}

	@Test
	void isNoneOnTheThreadOfTheExecution() {
		Execution execution = start(OPERATION);
		assertThat(this.tracer.branch(execution)).isNull();
		this.tracer.endBranch(null);
		assertThat(this.tracer.current()).isSameAs(execution.track());
		this.tracer.end(execution);
	}

	@Test
	void isOneForNestedTasks() throws Exception {
		Execution execution = start(OPERATION);
		onOther(() -> {
			Branch branch = this.tracer.branch(execution);
			assertThat(this.tracer.branch(execution)).isNull();
			this.tracer.endBranch(branch);
			return null;
		});
		this.tracer.end(execution);
	}

	@Test
	void standsOnTopOfWhatTheThreadDoes() throws Exception {
		Execution execution = start(OPERATION);
		onOther(() -> {
			Execution own = start(ANOTHER);
			query("select 1 from b");
			Branch branch = this.tracer.branch(execution);
			query("select 1 from a");
			this.tracer.endBranch(branch);
			query("select 1 from b");
			this.tracer.end(own);
			return null;
		});
		this.tracer.end(execution);
		assertThat(this.sink.ended).satisfiesExactly((first) -> assertThat(first).startsWith("GET /b: 2 queries"),
				(second) -> assertThat(second).startsWith("GET /a: 1 queries"));
	}

	@Test
	void takesWhatNestsInItAlong() throws Exception {
		Execution first = start(OPERATION);
		this.tracer.detach(first);
		Execution second = start(ANOTHER);
		onOther(() -> {
			Branch outer = this.tracer.branch(first);
			query("select 1 from a");
			Branch inner = this.tracer.branch(second);
			this.tracer.current().query(this.catalog.statement("select 1 from b"), 0, 7, 0, false, false, 0);
			this.tracer.endBranch(outer);
			assertThat(this.tracer.current()).isNull();
			// Its track may be somebody else's by now
			Execution later = start(ANOTHER);
			this.tracer.endBranch(inner);
			this.tracer.endBranch(outer);
			assertThat(this.tracer.current()).isSameAs(later.track());
			this.tracer.end(later);
			return null;
		});
		this.tracer.end(second);
		this.tracer.end(first);
		assertThat(this.sink.ended).satisfiesExactly((later) -> assertThat(later).startsWith("GET /b: 0 queries"),
				(inner) -> assertThat(inner).startsWith("GET /b: 1 queries"),
				(outer) -> assertThat(outer).startsWith("GET /a: 1 queries"));
	}

	@Test
	void isEndedOnItsThreadOnly() throws Exception {
		Execution execution = start(OPERATION);
		Branch branch = onOther(() -> this.tracer.branch(execution));
		this.tracer.endBranch(branch);
		assertThat(this.tracer.current()).isSameAs(execution.track());
		onOther(() -> {
			assertThat(this.tracer.capture()).isSameAs(execution);
			this.tracer.endBranch(branch);
			return null;
		});
		this.tracer.end(execution);
	}

	@Test
	void mayBeForgottenInTheExecutionItself() throws Exception {
		Execution captured = start(ANOTHER);
		this.tracer.detach(captured);
		Execution request = start(OPERATION);
		this.tracer.branch(captured);
		query("select 1 from b");
		this.tracer.end(request);
		assertThat(this.tracer.capture()).isSameAs(captured);
		// Not ended: somebody may still want it.
		this.tracer.endForgottenBranches();
		assertThat(this.tracer.capture()).isSameAs(captured);
		onOther(() -> this.tracer.end(captured));
		Execution next = start(OPERATION);
		this.tracer.endForgottenBranches();
		assertThat(this.tracer.current()).isSameAs(next.track());
		this.tracer.end(next);
		this.tracer.endForgottenBranches();
		assertThat(this.tracer.current()).isNull();
		assertThat(this.sink.ended).satisfiesExactly((first) -> assertThat(first).startsWith("GET /a: 0 queries"),
				(second) -> assertThat(second).startsWith("GET /b: 1 queries"),
				(third) -> assertThat(third).startsWith("GET /a: 0 queries"));
	}

	@Test
	void anOuterOneThatEndsFirstIsLeftOut() throws Exception {
		Execution execution = start(OPERATION);
		onOther(() -> {
			Execution outer = start(ANOTHER);
			Branch branch = this.tracer.branch(execution);
			this.tracer.end(outer);
			Execution reusesItsTrack = start(ANOTHER);
			assertThat(reusesItsTrack.track()).isSameAs(outer.track());
			this.tracer.endBranch(branch);
			this.tracer.end(reusesItsTrack);
			return null;
		});
		this.tracer.end(execution);
	}

	@Test
	void isAddedWhenTheExecutionIsAttachedAgain() throws Exception {
		Execution execution = start(OPERATION);
		this.tracer.detach(execution);
		onOther(() -> {
			Branch branch = this.tracer.branch(execution);
			query("select 1 from a");
			this.tracer.endBranch(branch);
			return null;
		});
		assertThat(execution.track().queries()).isZero();
		assertThat(this.tracer.queries(execution)).isOne();
		this.tracer.attach(execution);
		this.tracer.attach(execution);
		assertThat(execution.track().queries()).isOne();
		assertThat(this.tracer.queries(execution)).isOne();
		this.tracer.end(execution);
		assertThat(this.sink.ended).singleElement().asString().startsWith("GET /a: 1 queries");
	}

	@Test
	void repeatsAreSeenAcrossWhatWasTold() throws Exception {
		Execution execution = start(OPERATION);
		List<Boolean> wanted = onOther(() -> {
			Branch branch = this.tracer.branch(execution);
			List<Boolean> all = new ArrayList<>();
			for (int i = 0; i < Tracer.SUSPICIOUS_REPEATS; i++) {
				query("select 1 from a");
				all.add(this.tracer.current().isCallSiteWanted());
			}
			this.tracer.endBranch(branch);
			return all;
		});
		this.tracer.end(execution);
		assertThat(wanted).containsExactly(false, false, false, false, true);
	}

	@Test
	void thousandsOfEventsAreCountedAndTheirStatementsRecorded() throws Exception {
		Execution execution = start(OPERATION);
		query("select 1 from a");
		for (int task = 0; task < 40; task++) {
			onOther(() -> {
				Branch branch = this.tracer.branch(execution);
				for (int i = 0; i < 60; i++) {
					query("select 1 from t" + i);
				}
				this.tracer.endBranch(branch);
				return null;
			});
		}
		query("select 1 from a");
		this.tracer.end(execution);
		assertThat(this.sink.ended).singleElement().asString().startsWith("GET /a: 2402 queries");
		assertThat(this.sink.recorded).as("each once").isEqualTo(2402);
	}

	@Test
	void nothingToTellIsNotTold() throws Exception {
		Execution execution = start(OPERATION);
		this.tracer.end(execution);
		onOther(() -> {
			Branch branch = this.tracer.branch(execution);
			this.tracer.publish();
			this.tracer.endBranch(branch);
			return null;
		});
		assertThat(this.sink.late).isEmpty();
	}

	@Test
	void outsideIsNotHandedOn() {
		Track outside = this.tracer.startOutside();
		assertThat(this.tracer.capture()).isNull();
		this.tracer.endOutside(outside);
		assertThat(this.tracer.capture()).isNull();
		this.tracer.publish();
	}

	/** Writes down what it is told. */
	static final class Sink implements ExecutionSink {

		final List<String> ended = new ArrayList<>();

		final List<String> late = new ArrayList<>();

		long lateRows;

		int flushes;

		/** Events that were recorded as those of a statement. */
		int recorded;

		@Override
		public synchronized void ended(Execution execution) {
			this.ended.add(text(execution.operation(), execution.track()));
			record(execution.track());
		}

		private static String text(@Nullable Operation operation, Track track) {
			StringBuilder text = new StringBuilder(operation.name()).append(": ")
				.append(track.queries())
				.append(" queries, ")
				.append(track.databaseNanos())
				.append(" ns, ")
				.append(track.rowsRead())
				.append(" rows, ")
				.append(track.connections().borrows())
				.append(" borrows, ")
				.append(track.connections().used(0) ? track.connections().returns(0) : 0)
				.append(" returns");
			Statements statements = track.statements();
			for (int i = 0; i < statements.size(); i++) {
				if (statements.count(i) > 0) {
					text.append(", ")
						.append(statements.get(i).sql())
						.append(" x")
						.append(statements.count(i))
						.append(" ")
						.append(statements.nanos(i))
						.append(" ns ")
						.append(statements.rows(i))
						.append(" rows ")
						.append(events(track, i))
						.append(" events");
				}
			}
			List<Integer> lanes = new ArrayList<>();
			for (int event = 0; event < track.timeLine().size(); event++) {
				lanes.add(track.timeLine().lane(event));
			}
			return text.append(", lanes ").append(lanes).toString();
		}

		private static int events(Track track, int statement) {
			int events = 0;
			for (int event = track.statements().last(statement); event >= 0; event = track.timeLine().previous(event)) {
				assertThat(track.timeLine().statement(event)).isEqualTo(track.statements().get(statement));
				events++;
			}
			return events;
		}

		private void record(Track track) {
			for (int i = 0; i < track.statements().size(); i++) {
				this.recorded += events(track, i);
			}
		}

		@Override
		public synchronized void flush(Track track) {
			this.flushes++;
			record(track);
		}

		@Override
		public synchronized void late(Operation operation, Track track) {
			this.late.add(text(operation, track));
			record(track);
		}

		@Override
		public void part(Operation operation, long duration, boolean failed, long items) {
		}

		@Override
		public boolean unsettled(Operation operation, Statement statement) {
			return true;
		}

		@Override
		public boolean isLookedAt(Operation operation, Statement statement) {
			return false;
		}

		@Override
		public synchronized void lateRows(Statement statement, long rows) {
			this.lateRows += rows;
		}

		@Override
		public void lateReturn(int dataSource, long holdNanos) {
		}

		@Override
		public boolean firstSight(Operation operation, Statement statement) {
			return false;
		}

		@Override
		public void callSite(Operation operation, Statement statement, CallSite callSite) {
		}

	}

}
