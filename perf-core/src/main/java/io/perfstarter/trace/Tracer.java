package io.perfstarter.trace;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Starts and ends executions and knows which one the current thread works for.
 * Thread-safe.
 */
public final class Tracer {

	/**
	 * The operation of queries that belong to no execution, such as those of the
	 * start-up. They count in the totals of the database and are no execution.
	 */
	public static final Operation OUTSIDE = new Operation(OperationKind.TASK, "(outside)");

	private final ThreadLocal<@Nullable Track> current = new ThreadLocal<>();

	private final AtomicInteger active = new AtomicInteger();

	private final NanoClock clock;

	private final ExecutionSink sink;

	private final TrackPool pool;

	/**
	 * Creates a tracer.
	 * @param clock the clock
	 * @param sink where ended executions go
	 */
	public Tracer(NanoClock clock, ExecutionSink sink) {
		this.clock = clock;
		this.sink = sink;
		this.pool = new TrackPool(sink);
	}

	/**
	 * Returns the clock.
	 * @return the clock that all times are read from
	 */
	public NanoClock clock() {
		return this.clock;
	}

	/**
	 * Starts an execution and attaches it to the current thread.
	 * @param kind what sort of work
	 * @return the execution
	 */
	public Execution start(OperationKind kind) {
		Execution execution = create(kind, this.clock.nanoTime());
		this.active.incrementAndGet();
		attach(execution);
		return execution;
	}

	/**
	 * Attaches an execution to the current thread: what happens here from now on belongs
	 * to it.
	 * @param execution an execution that is attached to no other thread
	 */
	public void attach(Execution execution) {
		if (!execution.isEnded()) {
			execution.track().attach(this.current.get());
			this.current.set(execution.track());
		}
	}

	/**
	 * Detaches an execution from the current thread. Does nothing if it is not attached
	 * here.
	 * @param execution the execution
	 */
	public void detach(Execution execution) {
		Track track = execution.track();
		if (this.current.get() == track && track.isAttachedHere() && track.isOf(execution)) {
			this.current.set(track.detach());
		}
	}

	/**
	 * Ends an execution, once: later calls do nothing. Callable on any thread; the
	 * execution must not be attached to another one.
	 * @param execution the execution
	 * @return whether this call ended it
	 */
	public boolean end(Execution execution) {
		return end(execution, this.clock.nanoTime());
	}

	/**
	 * Ends an execution as of an earlier moment, once: later calls do nothing.
	 * @param execution the execution, attached to no thread or this one
	 * @param now when it ended, a reading of the nano clock
	 * @return whether this call ended it
	 */
	public boolean end(Execution execution, long now) {
		if (!execution.markEnded(now)) {
			return false;
		}
		this.active.decrementAndGet();
		finish(execution);
		return true;
	}

	/**
	 * Returns what the current thread works for.
	 * @return the track to add to, or {@code null} outside of any execution
	 */
	public @Nullable Track current() {
		Track track = this.current.get();
		// An execution that was ended elsewhere may have left its track behind.
		return (track != null && track.isAttachedHere()) ? track : null;
	}

	/**
	 * Starts what a call outside of any execution is counted on.
	 * @return a track, attached to the current thread until {@link #endOutside}
	 */
	public Track startOutside() {
		Execution execution = create(OUTSIDE.kind(), this.clock.nanoTime());
		execution.operation(OUTSIDE);
		attach(execution);
		return execution.track();
	}

	/**
	 * Ends what {@link #startOutside} started.
	 * @param track its track
	 */
	public void endOutside(Track track) {
		Execution execution = track.execution();
		if (execution.markEnded(this.clock.nanoTime())) {
			finish(execution);
		}
	}

	/**
	 * Returns the number of executions that run.
	 * @return how many started and did not end yet
	 */
	public int active() {
		return this.active.get();
	}

	private Execution create(OperationKind kind, long now) {
		Track track = this.pool.take();
		Execution execution = new Execution(kind, track, now);
		track.begin(execution, now);
		return execution;
	}

	private void finish(Execution execution) {
		detach(execution);
		Track track = execution.track();
		try {
			this.sink.ended(execution);
		}
		finally {
			if (track.recycle()) {
				this.pool.give(track);
			}
		}
	}

}
