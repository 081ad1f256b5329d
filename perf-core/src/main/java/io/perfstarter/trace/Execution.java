package io.perfstarter.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * One run of an operation. Its totals are gathered on its {@link Track}, by the one
 * thread it is attached to at a time; only {@link Tracer#end} may be called by several.
 * Other threads work for it on tracks of their own ({@link Tracer#branch}).
 */
public final class Execution {

	private static final VarHandle ENDED;

	static {
		try {
			ENDED = MethodHandles.lookup().findVarHandle(Execution.class, "ended", boolean.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final OperationKind kind;

	private final long startNanos;

	private final Track track;

	private @Nullable Operation operation;

	private @Nullable String error;

	private @Nullable Expectation expectation;

	private long endNanos;

	private long responseBytes;

	private int status;

	@SuppressWarnings("unused") // through ENDED
	private volatile boolean ended;

	/** Whether other threads work for it, or did. */
	private volatile boolean shared;

	/** What other threads have told, until it is added to the track. By the lock. */
	private @Nullable Track told;

	/** How many other threads have told something. By the lock. */
	private int lanes;

	Execution(OperationKind kind, Track track, long startNanos) {
		this.kind = kind;
		this.track = track;
		this.startNanos = startNanos;
	}

	/**
	 * Returns the kind.
	 * @return what sort of work it is
	 */
	public OperationKind kind() {
		return this.kind;
	}

	/**
	 * Returns the operation.
	 * @return the operation, or {@code null} while it is not known
	 */
	public @Nullable Operation operation() {
		return this.operation;
	}

	/**
	 * Says what this is a run of.
	 * @param operation the operation
	 */
	public void operation(Operation operation) {
		this.operation = operation;
	}

	/**
	 * Returns what was said of its queries.
	 * @return the expectation, or {@code null} if nobody said anything
	 */
	public @Nullable Expectation expectation() {
		return this.expectation;
	}

	/**
	 * Says what is expected of its queries.
	 * @param expectation the expectation
	 */
	public void expectation(@Nullable Expectation expectation) {
		this.expectation = expectation;
	}

	/**
	 * Returns the start.
	 * @return a reading of the nano clock
	 */
	public long startNanos() {
		return this.startNanos;
	}

	/**
	 * Returns the end.
	 * @return a reading of the nano clock; 0 before the end
	 */
	public long endNanos() {
		return this.endNanos;
	}

	/**
	 * Returns the duration.
	 * @return nanoseconds from start to end
	 */
	public long durationNanos() {
		return this.endNanos - this.startNanos;
	}

	/**
	 * Returns the HTTP status.
	 * @return the status, or 0 where there is none
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Sets the HTTP status.
	 * @param status the status
	 */
	public void status(int status) {
		this.status = status;
	}

	/**
	 * Returns the exception that ended it.
	 * @return the name of its class, or {@code null}
	 */
	public @Nullable String error() {
		return this.error;
	}

	/**
	 * Remembers the first exception seen.
	 * @param failure what was thrown
	 */
	public void error(Throwable failure) {
		if (this.error == null) {
			this.error = failure.getClass().getName();
		}
	}

	/**
	 * Returns the size of the response body.
	 * @return bytes before compression
	 */
	public long responseBytes() {
		return this.responseBytes;
	}

	/**
	 * Sets the size of the response body.
	 * @param bytes bytes before compression
	 */
	public void responseBytes(long bytes) {
		this.responseBytes = bytes;
	}

	/**
	 * Whether it failed: by an exception that became no answer, or with a status of 500
	 * or above.
	 * @return whether this counts as an error
	 */
	public boolean failed() {
		return (this.status != 0) ? this.status >= 500 : this.error != null;
	}

	/**
	 * Whether the caller was refused or asked for something wrong.
	 * @return whether the status is 4xx
	 */
	public boolean clientError() {
		return this.status >= 400 && this.status < 500;
	}

	/**
	 * Returns the totals and the time line.
	 * @return the track; valid until {@link ExecutionSink#ended} returns
	 */
	public Track track() {
		return this.track;
	}

	boolean markEnded(long nanos) {
		if (!ENDED.compareAndSet(this, false, true)) {
			return false;
		}
		this.endNanos = nanos;
		return true;
	}

	/**
	 * Whether it has ended.
	 * @return whether {@link Tracer#end} was called
	 */
	public boolean isEnded() {
		return this.ended;
	}

	/** Says that other threads may tell something from now on. */
	void share() {
		// Read before it is written, for the sake of those who run many tasks.
		if (!this.shared) {
			this.shared = true;
		}
	}

	/**
	 * Takes what another thread has done for this execution. The lock is held for a
	 * moment, by threads of this one execution; one that never had another thread takes
	 * none.
	 * @return whether it was taken; not if the execution has ended
	 */
	boolean join(Branch branch, Track done, TrackPool pool) {
		synchronized (this) {
			// Who ends it marks it first and then looks, so this is seen or refused.
			if (this.ended) {
				return false;
			}
			if (branch.lane() == 0) {
				branch.lane(++this.lanes);
			}
			Track told = this.told;
			if (told == null) {
				told = pool.take();
				told.begin(this, this.startNanos, null);
				this.told = told;
			}
			told.absorb(done, branch.lane());
			return true;
		}
	}

	/** Returns what other threads have told since this was called last. */
	@Nullable Track takeTold() {
		if (!this.shared) {
			return null;
		}
		synchronized (this) {
			Track told = this.told;
			this.told = null;
			return told;
		}
	}

	int toldQueries() {
		if (!this.shared) {
			return 0;
		}
		synchronized (this) {
			return (this.told != null) ? this.told.queries() : 0;
		}
	}

	long toldDatabaseNanos() {
		if (!this.shared) {
			return 0;
		}
		synchronized (this) {
			return (this.told != null) ? this.told.databaseNanos() : 0;
		}
	}

}
