package io.perfstarter.trace;

import java.util.concurrent.atomic.AtomicIntegerArray;

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

	/** From how many runs in one execution on a statement may be an N+1, by default. */
	public static final int SUSPICIOUS_REPEATS = 5;

	private final ThreadLocal<@Nullable Track> current = new ThreadLocal<>();

	private final AtomicIntegerArray active = new AtomicIntegerArray(OperationKind.values().length);

	private final NanoClock clock;

	private final ExecutionSink sink;

	private final TrackPool pool;

	/**
	 * Creates a tracer.
	 * @param clock the clock
	 * @param sink where ended executions go
	 */
	public Tracer(NanoClock clock, ExecutionSink sink) {
		this(clock, sink, SUSPICIOUS_REPEATS);
	}

	/**
	 * Creates a tracer.
	 * @param clock the clock
	 * @param sink where ended executions go
	 * @param suspiciousRepeats how often an execution has to run a statement for its call
	 * sites to be looked up; at least 2
	 */
	public Tracer(NanoClock clock, ExecutionSink sink, int suspiciousRepeats) {
		this.clock = clock;
		this.sink = sink;
		this.pool = new TrackPool(sink, suspiciousRepeats);
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
		this.active.incrementAndGet(kind.ordinal());
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
		this.active.decrementAndGet(execution.kind().ordinal());
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
	 * Returns what the current thread works for, to be handed to another thread.
	 * @return the execution, or {@code null} outside of any
	 * @see #branch
	 */
	public @Nullable Execution capture() {
		Track track = current();
		return (track != null && track.execution().operation() != OUTSIDE) ? track.execution() : null;
	}

	/**
	 * Lets the current thread work for an execution that another thread started. What it
	 * does from now on is credited to that: to the execution itself if it is told
	 * ({@link #endBranch}, {@link #publish}) before the execution ends, later to its
	 * operation.
	 * @param execution an execution that was {@linkplain #capture() captured}; may have
	 * ended
	 * @return what to give to {@link #endBranch}, or {@code null} if the thread works for
	 * it already
	 */
	public @Nullable Track branch(Execution execution) {
		Track before = current();
		if (before != null && before.execution() == execution) {
			return null;
		}
		Track branch = this.pool.take();
		branch.begin(execution, this.clock.nanoTime(), true);
		branch.attach(before);
		this.current.set(branch);
		return branch;
	}

	/**
	 * Ends the current thread's work for an execution that another thread started.
	 * @param branch what {@link #branch} returned; does nothing without
	 */
	public void endBranch(@Nullable Track branch) {
		if (branch == null) {
			return;
		}
		Track current = current();
		Track top = current;
		while (top != null && top != branch) {
			// What was started in between and never ended goes with it.
			top = top.previous();
		}
		if (top == null) {
			return;
		}
		this.current.set(branch.detach());
		tell(branch);
	}

	/**
	 * Tells an execution, now, what the current thread has done for it so far. To be
	 * called before its end is set off from here.
	 */
	public void publish() {
		Track branch = current();
		if (branch == null || !branch.isBranch()) {
			return;
		}
		Execution execution = branch.execution();
		Track rest = this.pool.take();
		rest.begin(execution, this.clock.nanoTime(), true);
		this.current.set(branch.replaceWith(rest));
		tell(branch);
	}

	private void tell(Track branch) {
		Execution execution = branch.execution();
		if (execution.join(branch)) {
			return;
		}
		try {
			Operation operation = execution.operation();
			this.sink.late((operation != null) ? operation : OUTSIDE, branch);
		}
		finally {
			recycle(branch);
		}
	}

	/**
	 * Returns the number of executions of a kind that run.
	 * @param kind what sort of work
	 * @return how many started and did not end yet
	 */
	public int active(OperationKind kind) {
		return this.active.get(kind.ordinal());
	}

	/**
	 * Returns the number of executions that run.
	 * @return how many of any kind started and did not end yet
	 */
	public int active() {
		int sum = 0;
		for (int kind = 0; kind < this.active.length(); kind++) {
			sum += this.active.get(kind);
		}
		return sum;
	}

	private Execution create(OperationKind kind, long now) {
		Track track = this.pool.take();
		Execution execution = new Execution(kind, track, now);
		track.begin(execution, now, false);
		return execution;
	}

	private void finish(Execution execution) {
		detach(execution);
		Track track = execution.track();
		try {
			absorb(execution.closeBranches(), track);
			this.sink.ended(execution);
		}
		finally {
			recycle(track);
		}
	}

	/** Adds what other threads did, in the order in which they told it. */
	private void absorb(@Nullable Track last, Track track) {
		Track first = null;
		int count = 0;
		while (last != null) {
			Track before = last.nextBranch;
			last.nextBranch = first;
			first = last;
			last = before;
			count++;
		}
		for (int lane = 1; lane <= count && first != null; lane++) {
			Track next = first.nextBranch;
			try {
				track.absorb(first, lane);
			}
			finally {
				recycle(first);
			}
			first = next;
		}
	}

	private void recycle(Track track) {
		if (track.recycle()) {
			this.pool.give(track);
		}
	}

}
