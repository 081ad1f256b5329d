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
		Track track = execution.track();
		if (!execution.isEnded() && !track.isAttachedHere()) {
			track.attach(current());
			this.current.set(track);
			addTold(execution);
		}
	}

	/**
	 * Detaches an execution from the current thread. Does nothing if it is not attached
	 * here.
	 * @param execution the execution
	 */
	public void detach(Execution execution) {
		Track track = execution.track();
		if (!track.isAttachedHere() || !track.isOf(execution)) {
			return;
		}
		Track top = current();
		if (top == track) {
			this.current.set(track.detach());
			return;
		}
		// Something that was started later is still going on.
		for (; top != null; top = top.previous()) {
			if (top.previous() == track) {
				top.skipPrevious();
				return;
			}
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
	 * does from now on is credited to that: to the execution itself if it is done before
	 * the execution ends, later to its operation. Done is a query once its connection is
	 * given back, a call to another service once it is counted, anything else once it is
	 * told ({@link #endBranch}, {@link #publish}).
	 * @param execution an execution that was {@linkplain #capture() captured}; may have
	 * ended
	 * @return what to give to {@link #endBranch}, or {@code null} if the thread works for
	 * it already
	 */
	public @Nullable Branch branch(Execution execution) {
		Track before = current();
		if (before != null && before.execution() == execution) {
			return null;
		}
		execution.share();
		Track track = this.pool.take();
		Branch branch = new Branch(this, execution, track);
		track.begin(execution, this.clock.nanoTime(), branch);
		track.attach(before);
		this.current.set(track);
		return branch;
	}

	/**
	 * Ends the current thread's work for an execution that another thread started, and
	 * that of branches begun since. Executions begun since that did not end are no longer
	 * attached.
	 * @param branch what {@link #branch} returned; does nothing without, on another
	 * thread, or if it was ended already
	 */
	public void endBranch(@Nullable Branch branch) {
		Track track = (branch != null) ? branch.track() : null;
		if (track == null || !isOnStack(track)) {
			return;
		}
		Track top = current();
		while (top != null) {
			Track before = top.detach();
			this.current.set(before);
			Branch ended = top.branch();
			if (ended != null) {
				end(ended, top);
			}
			if (top == track) {
				return;
			}
			top = before;
		}
	}

	private boolean isOnStack(Track track) {
		for (Track top = current(); top != null; top = top.previous()) {
			if (top == track) {
				return true;
			}
		}
		return false;
	}

	private void end(Branch branch, Track track) {
		branch.ended();
		try {
			tell(branch, track);
		}
		finally {
			recycle(track);
		}
	}

	/**
	 * Ends branches on top of the current thread whose executions have ended: somebody
	 * forgot to. To be called where nothing of them can go on, such as at the beginning
	 * of a request.
	 */
	public void endForgottenBranches() {
		Track top = current();
		while (top != null && top.branch() != null && top.execution().isEnded()) {
			endBranch(top.branch());
			top = current();
		}
	}

	/**
	 * Tells an execution, now, what the current thread has done for it so far. To be
	 * called before its end is set off from here.
	 */
	public void publish() {
		Track track = current();
		Branch branch = (track != null) ? track.branch() : null;
		if (branch != null) {
			publish(branch);
		}
	}

	void publish(Branch branch) {
		Track track = branch.track();
		if (track != null && track.isAttachedHere() && !track.isEmpty()) {
			tell(branch, track);
			track.told(this.clock.nanoTime());
		}
	}

	private void tell(Branch branch, Track track) {
		Execution execution = branch.execution();
		if (!track.isEmpty() && !execution.join(branch, track, this.pool)) {
			Operation operation = execution.operation();
			this.sink.late((operation != null) ? operation : OUTSIDE, track);
		}
	}

	/**
	 * Returns the queries of an execution so far, as the current thread can know: those
	 * of its first thread, what others have told, and what this one has done.
	 * @param execution an execution that has not ended
	 * @return how many
	 */
	public int queries(Execution execution) {
		Track own = ownBranch(execution);
		return execution.track().queries() + execution.toldQueries() + ((own != null) ? own.queries() : 0);
	}

	/**
	 * Returns the database time of an execution so far, as the current thread can know.
	 * @param execution an execution that has not ended
	 * @return nanoseconds; those of queries at the same time add up
	 */
	public long databaseNanos(Execution execution) {
		Track own = ownBranch(execution);
		return execution.track().databaseNanos() + execution.toldDatabaseNanos()
				+ ((own != null) ? own.databaseNanos() : 0);
	}

	private @Nullable Track ownBranch(Execution execution) {
		Track track = current();
		return (track != null && track.branch() != null && track.execution() == execution) ? track : null;
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
		track.begin(execution, now, null);
		return execution;
	}

	private void finish(Execution execution) {
		detach(execution);
		Track track = execution.track();
		try {
			addTold(execution);
			this.sink.ended(execution);
		}
		finally {
			if (track.isAttached()) {
				// Somebody may still write to it: it is not used again.
				track.abandon();
			}
			else {
				recycle(track);
			}
		}
	}

	/** Adds what other threads have told, on the thread whose the track is. */
	private void addTold(Execution execution) {
		Track told = execution.takeTold();
		if (told != null) {
			try {
				execution.track().absorb(told, 0);
			}
			finally {
				recycle(told);
			}
		}
	}

	private void recycle(Track track) {
		if (track.recycle()) {
			this.pool.give(track);
		}
	}

}
