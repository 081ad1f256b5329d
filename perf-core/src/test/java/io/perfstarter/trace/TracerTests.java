package io.perfstarter.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Tracer} and the life of a {@link Track}.
 */
class TracerTests {

	private final ManualClock clock = new ManualClock();

	private final List<Execution> ended = new ArrayList<>();

	private final Tracer tracer = new Tracer(this.clock, new Sink(this.ended));

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	@AfterEach
	void stop() {
		this.other.shutdownNow();
	}

	@Test
	void startsAndEnds() {
		assertThat(this.tracer.current()).isNull();
		Execution execution = this.tracer.start(OperationKind.TASK);
		assertThat(this.tracer.active()).isOne();
		assertThat(this.tracer.current()).isSameAs(execution.track());
		this.clock.advance(Duration.ofMillis(12));
		assertThat(this.tracer.end(execution)).isTrue();
		assertThat(this.tracer.end(execution)).isFalse();
		assertThat(execution.durationNanos()).isEqualTo(12_000_000);
		assertThat(execution.isEnded()).isTrue();
		assertThat(this.tracer.active()).isZero();
		assertThat(this.tracer.current()).isNull();
		assertThat(this.ended).containsExactly(execution);
	}

	@Test
	void executionsNest() {
		Execution outer = this.tracer.start(OperationKind.HTTP);
		Execution inner = this.tracer.start(OperationKind.STEP);
		assertThat(inner.track()).isNotSameAs(outer.track());
		assertThat(this.tracer.current()).isSameAs(inner.track());
		this.tracer.end(inner);
		assertThat(this.tracer.current()).isSameAs(outer.track());
		this.tracer.end(outer);
		assertThat(this.tracer.current()).isNull();
	}

	@Test
	void trackIsNotReusedWhileItsThreadMayWriteToIt() throws Exception {
		Execution execution = this.tracer.start(OperationKind.STEP);
		Track track = execution.track();
		this.other.submit(() -> this.tracer.end(execution)).get();
		assertThat(this.ended).containsExactly(execution);
		assertThat(this.tracer.current()).isNull();
		Execution next = this.other.submit(() -> this.tracer.start(OperationKind.HTTP)).get();
		assertThat(next.track()).isNotSameAs(track);
		assertThat(this.tracer.start(OperationKind.HTTP).track()).isNotSameAs(track);
	}

	@Test
	void theOuterMayEndFirst() {
		Execution outer = this.tracer.start(OperationKind.HTTP);
		Execution inner = this.tracer.start(OperationKind.STEP);
		this.tracer.end(outer);
		assertThat(this.tracer.current()).isSameAs(inner.track());
		this.tracer.end(inner);
		assertThat(this.tracer.current()).isNull();
		Execution next = this.tracer.start(OperationKind.HTTP);
		assertThat(this.tracer.current()).isSameAs(next.track());
		this.tracer.end(next);
		assertThat(this.tracer.current()).isNull();
	}

	@Test
	void endedElsewhereLeavesNothingBehind() throws Exception {
		Execution execution = this.tracer.start(OperationKind.HTTP);
		this.other.submit(() -> this.tracer.end(execution)).get();
		assertThat(this.tracer.current()).isNull();
		this.tracer.detach(execution);
		this.tracer.attach(execution);
		assertThat(this.tracer.current()).isNull();
		Execution next = this.tracer.start(OperationKind.HTTP);
		this.tracer.end(next);
		assertThat(this.tracer.current()).isNull();
	}

	@Test
	void detachingWhatHasEndedLeavesALaterExecutionAlone() {
		Execution first = this.tracer.start(OperationKind.HTTP);
		this.tracer.end(first);
		Execution second = this.tracer.start(OperationKind.HTTP);
		assertThat(second.track()).as("reused").isSameAs(first.track());
		this.tracer.detach(first);
		assertThat(this.tracer.current()).isSameAs(second.track());
		this.tracer.end(second);
		assertThat(this.tracer.current()).isNull();
	}

	@Test
	void nestedCallsAreEnteredOnce() {
		Track track = this.tracer.start(OperationKind.HTTP).track();
		assertThat(track.enter()).isTrue();
		assertThat(track.enter()).isFalse();
		assertThat(track.enter()).isFalse();
		track.leave();
		track.leave();
		track.leave();
		assertThat(track.enter()).isTrue();
	}

	@Test
	void aTrackIsEmptyWhenItIsUsedAgain() {
		Execution first = this.tracer.start(OperationKind.HTTP);
		Track track = first.track();
		track.enter();
		fill(track);
		this.tracer.end(first);
		Execution second = this.tracer.start(OperationKind.HTTP);
		assertThat(second.track()).isSameAs(track);
		assertThat(track.execution()).isSameAs(second);
		assertThat(track.queries() + track.slowQueries() + track.failedQueries() + track.timeLine().size()).isZero();
		assertThat(track.databaseNanos() + track.maxQueryNanos() + track.rowsRead() + track.rowsUpdated()).isZero();
		assertThat(track.hasRendered() || track.isRendering()).isFalse();
		assertThat(track.renderNanos(this.clock.nanoTime())).isZero();
		assertThat(track.connections().borrows()).isZero();
		assertThat(track.statements().size()).isZero();
		assertThat(track.enter()).isTrue();
		int event = track.query(statement("select 1 from a"), 0, 5, 0, false, false, 0);
		assertThat(track.timeLine().callSite(event)).isNull();
		assertThat(track.timeLine().parameters(event)).isNull();
		assertThat(track.statements().pendingSlow(0) + track.statements().pendingBatchSize(0)).isZero();
	}

	private static void fill(Track track) {
		Statement statement = statement("select 1 from a");
		int event = track.query(statement, 0, 5, 6, true, true, 7);
		track.rows(event, track.generation(), statement, 8);
		track.callSite(event, statement, new CallSite("a.B", "c", 9));
		track.parameters(event, "[10]");
		track.borrowed(0, 0, 1_000_000);
		track.renderStarted(3);
	}

	private static Statement statement(String sql) {
		return new StatementCatalog("dataSource", (statement) -> statement).statement(sql);
	}

	@Test
	void aViewInsideAnotherBelongsToIt() {
		Track track = this.tracer.start(OperationKind.HTTP).track();
		track.renderStarted(100);
		track.renderStarted(110);
		track.renderEnded(120);
		assertThat(track.isRendering()).isTrue();
		assertThat(track.renderNanos(130)).isEqualTo(30);
		track.renderEnded(150);
		track.renderEnded(160);
		assertThat(track.renderNanos()).isEqualTo(50);
		assertThat(track.timeLine().size()).isOne();
		assertThat(track.timeLine().type(0)).isEqualTo(EventType.RENDER);
	}

	@Test
	void anExecutionThatHasEndedIsNotOnItsTrack() {
		Execution execution = this.tracer.start(OperationKind.HTTP);
		Track track = execution.track();
		this.tracer.end(execution);
		assertThatIllegalStateException().isThrownBy(track::execution);
	}

	private record Sink(List<Execution> executions) implements ExecutionSink {

		@Override
		public void ended(Execution execution) {
			this.executions.add(execution);
		}

		@Override
		public void flush(Track track) {
		}

		@Override
		public void late(Operation operation, Track track) {
		}

		@Override
		public void part(Operation operation, long duration, boolean failed, long items) {
		}

		@Override
		public boolean isLookedAt(Operation operation, Statement statement) {
			return false;
		}

		@Override
		public boolean unsettled(Operation operation, Statement statement) {
			return true;
		}

		@Override
		public void lateRows(Statement statement, long rows) {
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
