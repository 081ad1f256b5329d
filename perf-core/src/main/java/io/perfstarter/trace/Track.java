package io.perfstarter.trace;

import org.jspecify.annotations.Nullable;

/**
 * The totals and the time line of a running execution. Written without locks by the one
 * thread that it is attached to; reused for a later execution once this one has ended.
 * <p>
 * What another thread does for the execution is gathered on a track of that thread's, a
 * {@link Branch}, and added when it is told. What arrives from another thread, or for an
 * execution that has ended, is told by the owner check and the generation and goes
 * straight to the {@link ExecutionSink}, so it is neither lost nor credited to the wrong
 * execution.
 */
public final class Track {

	/**
	 * Waits for a connection that are shorter are counted but not shown on the time line.
	 */
	static final long VISIBLE_WAIT_NANOS = 100_000;

	/** What a connection is held for nothing, if it is shorter, is not shown. */
	public static final long VISIBLE_IDLE_NANOS = 10_000_000;

	/**
	 * Of a statement that repeats, where this many of its runs come from is looked up,
	 * until it is known.
	 */
	private static final int SITES_OF_REPEATS = 20;

	private static final long FLUSH_AFTER_NANOS = 10_000_000_000L;

	private final ExecutionSink sink;

	/** A statement that repeats this often in one execution may be an N+1. */
	private final int suspiciousRepeats;

	private final Statements statements = new Statements();

	private final Connections connections = new Connections();

	private @Nullable Execution execution;

	private @Nullable Thread owner;

	/** What the thread worked for before. */
	private @Nullable Track previous;

	/** Which use of that track it was. */
	private int previousUse;

	/** Set where another thread started the execution. */
	private @Nullable Branch branch;

	/** Tells the executions apart that it was used for. */
	private int use;

	/** Tells the numbers of events apart. */
	private int generation;

	private int depth;

	// Totals

	private int queries;

	private int slowQueries;

	private int failedQueries;

	private long databaseNanos;

	private long maxQueryNanos;

	private long rowsRead;

	private long rowsUpdated;

	private long renderNanos;

	private long renderStart;

	private int renderDepth;

	private int renders;

	private int renderQueries;

	private int readOnlyWrites;

	private int clientCalls;

	private long clientNanos;

	private long items;

	private long maxRows;

	private int maxRepeats;

	private boolean idleConnection;

	private @Nullable LoadCause cause;

	/** The event of the query that was run last. */
	private int lastQuery;

	private @Nullable Persistence persistence;

	private final TimeLine timeLine = new TimeLine();

	/** Events below this were recorded already. */
	private int flushed;

	private long lastFlush;

	private boolean callSiteWanted;

	Track(ExecutionSink sink, int suspiciousRepeats) {
		this.sink = sink;
		this.suspiciousRepeats = suspiciousRepeats;
	}

	// --- collect, on the owner's thread ---

	/**
	 * Counts a query that was executed.
	 * @param statement the statement
	 * @param start when its execution began
	 * @param duration how long it took, in nanoseconds
	 * @param updated the number of rows it changed
	 * @param slow whether it took at least as long as the threshold
	 * @param failed whether it threw
	 * @param batchSize the number of its sets of bind values, or 0 if it is no batch
	 * @return the number of its event, for {@link #rows} and {@link #callSite}
	 */
	public int query(Statement statement, long start, long duration, long updated, boolean slow, boolean failed,
			int batchSize) {
		this.queries++;
		this.databaseNanos += duration;
		if (duration > this.maxQueryNanos) {
			this.maxQueryNanos = duration;
		}
		this.rowsUpdated += updated;
		if (slow) {
			this.slowQueries++;
		}
		if (failed) {
			this.failedQueries++;
		}
		if (this.renderDepth > 0) {
			this.renderQueries++;
		}
		if (this.timeLine.isFull() || start - this.lastFlush > FLUSH_AFTER_NANOS) {
			flush(start);
		}
		int event = this.timeLine.addOrReplaceLast(EventType.QUERY, start, duration, statement);
		if (event < this.flushed) {
			// The place was used again
			this.flushed = event;
		}
		this.lastQuery = event;
		this.timeLine.addRows(event, updated);
		this.timeLine.number(event, batchSize);
		LoadCause cause = this.cause;
		if (cause != null) {
			cause(event, cause);
		}
		int slot = this.statements.add(statement, event, this.timeLine, duration, updated);
		if (slow || failed || batchSize > 0) {
			this.statements.note(slot, slow, failed, batchSize);
		}
		this.callSiteWanted = slow || wantsCallSite(statement, slot, this.statements.countAt(slot));
		return event;
	}

	private boolean wantsCallSite(Statement statement, int slot, int repeats) {
		if (repeats > this.maxRepeats) {
			this.maxRepeats = repeats;
		}
		if (repeats == 1) {
			Operation operation = (this.execution != null) ? this.execution.operation() : null;
			if (operation == null) {
				return false;
			}
			if (statement.isRepeated() && this.sink.isLookedAt(operation, statement)) {
				this.statements.lookUp(slot);
				return true;
			}
			if (statement.isKnownIn(operation)) {
				return false;
			}
			if (this.sink.firstSight(operation, statement)) {
				return true;
			}
			statement.knownIn(operation);
			return false;
		}
		if (repeats < this.suspiciousRepeats) {
			return this.statements.isLookedUp(slot);
		}
		// Which of several call sites loops is worth some microseconds on an execution
		// that already made so many round trips.
		if (repeats == this.suspiciousRepeats) {
			Operation operation = (this.execution != null) ? this.execution.operation() : null;
			statement.repeated();
			if (operation == null) {
				return false;
			}
			if (this.sink.unsettled(operation, statement)) {
				this.statements.lookUp(slot);
			}
			return this.statements.isLookedUp(slot) || !this.sink.isFromSeveral(operation, statement);
		}
		return this.statements.isLookedUp(slot) && repeats < this.suspiciousRepeats + SITES_OF_REPEATS;
	}

	/**
	 * Says with which bind values a query was run.
	 * @param event its event
	 * @param hash what tells them from others
	 */
	public void bind(int event, int hash) {
		this.timeLine.bind(event, hash);
	}

	/**
	 * Whether the query counted last should be given its {@linkplain #callSite call
	 * site}.
	 * @return whether to walk the stack
	 */
	public boolean isCallSiteWanted() {
		return this.callSiteWanted;
	}

	/**
	 * Says where a query was run.
	 * @param event its event
	 * @param statement its statement
	 * @param callSite where
	 */
	public void callSite(int event, Statement statement, CallSite callSite) {
		if (event < this.timeLine.size()) {
			this.timeLine.callSite(event, callSite);
		}
		Operation operation = (this.execution != null) ? this.execution.operation() : null;
		if (operation != null) {
			this.sink.callSite(operation, statement, callSite);
		}
	}

	/**
	 * Says with which bind values a query was run.
	 * @param event its event
	 * @param text the values
	 */
	public void parameters(int event, String text) {
		this.timeLine.parameters(event, text);
	}

	/**
	 * Counts rows that were read from a query's result. Callable on any thread.
	 * @param event the query's event
	 * @param generation the {@link #generation()} when the query was counted
	 * @param statement the query's statement
	 * @param count the number of rows
	 */
	public void rows(int event, int generation, Statement statement, long count) {
		if (this.generation != generation || this.owner != Thread.currentThread()) {
			this.sink.lateRows(statement, count);
			return;
		}
		this.rowsRead += count;
		addRows(event, statement, count);
	}

	/**
	 * Counts rows that a query changed, where that became known later. Callable on any
	 * thread.
	 * @param event the query's event
	 * @param generation the {@link #generation()} when the query was counted
	 * @param statement the query's statement
	 * @param count the number of rows
	 */
	public void rowsChanged(int event, int generation, Statement statement, long count) {
		if (this.generation != generation || this.owner != Thread.currentThread()) {
			this.sink.lateRows(statement, count);
			return;
		}
		this.rowsUpdated += count;
		addRows(event, statement, count);
	}

	private void addRows(int event, Statement statement, long count) {
		if (this.timeLine.statement(event) == statement) {
			this.timeLine.addRows(event, count);
			this.maxRows = Math.max(this.maxRows, this.timeLine.rows(event));
			if (event >= this.flushed) {
				this.statements.addRows(statement, count);
				return;
			}
		}
		this.sink.lateRows(statement, count);
	}

	/**
	 * Counts a connection that was taken.
	 * @param dataSource the number of its data source
	 * @param start when it was asked for
	 * @param waited how long that took, in nanoseconds
	 */
	public void borrowed(int dataSource, long start, long waited) {
		this.connections.borrowed(dataSource, waited);
		if (waited >= VISIBLE_WAIT_NANOS) {
			this.timeLine.add(EventType.CONNECTION_WAIT, start, waited, null);
		}
	}

	/**
	 * Counts a wait that ended without a connection.
	 * @param dataSource the number of the data source
	 * @param start when the wait began
	 * @param waited how long it took, in nanoseconds
	 */
	public void notBorrowed(int dataSource, long start, long waited) {
		borrowed(dataSource, start, waited);
		this.connections.missed(dataSource);
	}

	/**
	 * Says that a connection was held while nothing was asked of it.
	 * @param used whether it had been used before
	 * @param start since when
	 * @param duration how long, in nanoseconds
	 * @param inTransaction whether a transaction was open
	 */
	public void idle(boolean used, long start, long duration, boolean inTransaction) {
		if (duration >= VISIBLE_IDLE_NANOS) {
			this.idleConnection = true;
			int event = this.timeLine.add(used ? EventType.CONNECTION_IDLE : EventType.CONNECTION_UNUSED, start,
					duration, null);
			if (event >= 0 && inTransaction) {
				this.timeLine.number(event, 1);
			}
		}
	}

	/**
	 * Counts a change that was made on a connection that is read-only.
	 */
	public void wroteReadOnly() {
		this.readOnlyWrites++;
	}

	/**
	 * Counts a part of the execution that has an operation of its own.
	 * @param type {@link EventType#STEP} or {@link EventType#CLIENT}
	 * @param operation the part's operation
	 * @param start when it began
	 * @param duration how long it took, in nanoseconds
	 * @param failed whether it failed
	 */
	public void part(EventType type, Operation operation, long start, long duration, boolean failed) {
		if (type == EventType.CLIENT) {
			this.clientCalls++;
			this.clientNanos += duration;
		}
		int event = this.timeLine.add(type, start, duration, operation);
		if (event >= 0 && failed) {
			this.timeLine.number(event, 1);
		}
		settle();
	}

	/**
	 * Counts items that the execution worked on.
	 * @param count how many more
	 */
	public void items(long count) {
		this.items += count;
	}

	/**
	 * Says why the queries that follow are run, where the application did not ask for
	 * them.
	 * @param cause the cause, or {@code null} for the application
	 * @return the cause before, to be set again afterwards
	 */
	public @Nullable LoadCause cause(@Nullable LoadCause cause) {
		LoadCause before = this.cause;
		this.cause = cause;
		return before;
	}

	/**
	 * Returns the statement of the query that was run last, if it has no cause.
	 * @return the statement, or {@code null}
	 */
	public @Nullable Statement lastUnexplained() {
		int last = this.lastQuery;
		return (last < this.timeLine.size() && this.timeLine.type(last) == EventType.QUERY
				&& this.timeLine.cause(last) == null) ? this.timeLine.statement(last) : null;
	}

	/**
	 * Says why the query was run that was run last.
	 * @param cause the cause
	 * @see #lastUnexplained
	 */
	public void explainLast(LoadCause cause) {
		cause(this.lastQuery, cause);
	}

	private void cause(int event, LoadCause cause) {
		this.timeLine.cause(event, cause);
		if (cause.kind().isEager()) {
			persistence().add(Persistence.Count.EAGER_LOADS, 1);
		}
	}

	/**
	 * Returns what an object-relational mapper did.
	 * @return the counts, to add to
	 */
	public Persistence persistence() {
		Persistence persistence = this.persistence;
		if (persistence == null) {
			persistence = new Persistence();
			this.persistence = persistence;
		}
		return persistence;
	}

	/**
	 * Counts a connection that was given back.
	 * @param dataSource the number of its data source
	 * @param held how long it was held, in nanoseconds
	 */
	public void returned(int dataSource, long held) {
		this.connections.returned(dataSource, held);
		settle();
	}

	/**
	 * Tells the execution where another thread started it. Something is done, and whoever
	 * waits for it may end the execution at any moment: a future is complete before the
	 * task that completes it is over.
	 */
	private void settle() {
		Branch branch = this.branch;
		if (branch != null && this.depth == 0) {
			branch.publish();
		}
	}

	/**
	 * Counts a commit.
	 * @param dataSource the number of the data source
	 */
	public void committed(int dataSource) {
		this.connections.committed(dataSource);
	}

	/**
	 * Counts a rollback.
	 * @param dataSource the number of the data source
	 */
	public void rolledBack(int dataSource) {
		this.connections.rolledBack(dataSource);
	}

	/**
	 * Says that a view begins to render. A view rendered inside another belongs to it.
	 * @param now the nano clock
	 */
	public void renderStarted(long now) {
		if (this.renderDepth++ == 0) {
			this.renderStart = now;
		}
	}

	/**
	 * Says that a view was rendered.
	 * @param now the nano clock
	 */
	public void renderEnded(long now) {
		if (this.renderDepth > 0 && --this.renderDepth == 0) {
			long duration = now - this.renderStart;
			this.renders++;
			this.renderNanos += duration;
			this.timeLine.add(EventType.RENDER, this.renderStart, duration, null);
		}
	}

	/**
	 * Whether a view renders.
	 * @return whether one began to and did not end
	 */
	public boolean isRendering() {
		return this.renderDepth > 0;
	}

	/**
	 * Enters a call into JDBC that is measured.
	 * @return whether it is the outermost one, so that decorated data sources are not
	 * counted twice
	 */
	public boolean enter() {
		return this.depth++ == 0;
	}

	/**
	 * Leaves a call that was entered.
	 */
	public void leave() {
		this.depth--;
	}

	/**
	 * Whether another thread started the execution.
	 * @return whether this is what {@link Tracer#branch} attached
	 */
	public boolean isBranch() {
		return this.branch != null;
	}

	/**
	 * Returns what tells this use of the track from a later one.
	 * @return a number
	 */
	public int generation() {
		return this.generation;
	}

	// --- keep, when the execution has ended ---

	/**
	 * Returns the execution.
	 * @return the execution whose track this is
	 */
	public Execution execution() {
		Execution execution = this.execution;
		if (execution == null) {
			throw new IllegalStateException("The execution has ended");
		}
		return execution;
	}

	/**
	 * Returns the number of queries.
	 * @return how many were executed, failed ones included
	 */
	public int queries() {
		return this.queries;
	}

	/**
	 * Returns the number of slow queries.
	 * @return how many reached the threshold
	 */
	public int slowQueries() {
		return this.slowQueries;
	}

	/**
	 * Returns the number of failed queries.
	 * @return how many threw
	 */
	public int failedQueries() {
		return this.failedQueries;
	}

	/**
	 * Returns the database time.
	 * @return nanoseconds spent executing statements
	 */
	public long databaseNanos() {
		return this.databaseNanos;
	}

	/**
	 * Returns the slowest query's time.
	 * @return nanoseconds
	 */
	public long maxQueryNanos() {
		return this.maxQueryNanos;
	}

	/**
	 * Returns the rows read.
	 * @return rows that the application fetched
	 */
	public long rowsRead() {
		return this.rowsRead;
	}

	/**
	 * Returns the rows changed.
	 * @return the sum of the update counts
	 */
	public long rowsUpdated() {
		return this.rowsUpdated;
	}

	/**
	 * Returns the render time.
	 * @return nanoseconds spent rendering views so far
	 */
	public long renderNanos() {
		return this.renderNanos;
	}

	/**
	 * Returns the render time up to now.
	 * @param now the nano clock
	 * @return nanoseconds, those of a view that still renders included
	 */
	public long renderNanos(long now) {
		return this.renderNanos + ((this.renderDepth > 0) ? now - this.renderStart : 0);
	}

	/**
	 * Whether a view was rendered.
	 * @return whether at least one began to
	 */
	public boolean hasRendered() {
		return this.renders > 0 || this.renderDepth > 0;
	}

	/**
	 * Returns the use of connections.
	 * @return the totals by data source
	 */
	public Connections connections() {
		return this.connections;
	}

	/**
	 * Returns the statements.
	 * @return the totals by statement
	 */
	public Statements statements() {
		return this.statements;
	}

	/**
	 * Returns the time line.
	 * @return what happened, event by event
	 */
	public TimeLine timeLine() {
		return this.timeLine;
	}

	/**
	 * Returns the queries that were run while a view rendered.
	 * @return how many
	 */
	public int renderQueries() {
		return this.renderQueries;
	}

	/**
	 * Returns the changes that were made on connections that are read-only.
	 * @return how many
	 */
	public int readOnlyWrites() {
		return this.readOnlyWrites;
	}

	/**
	 * Returns the calls to other services.
	 * @return how many ended
	 */
	public int clientCalls() {
		return this.clientCalls;
	}

	/**
	 * Returns the time of the calls to other services.
	 * @return nanoseconds; those of calls at the same time add up
	 */
	public long clientNanos() {
		return this.clientNanos;
	}

	/**
	 * Returns the items that were worked on.
	 * @return how many; 0 if it does not say
	 */
	public long items() {
		return this.items;
	}

	/**
	 * Returns the most rows of one query.
	 * @return rows that were read or changed by it
	 */
	public long maxRows() {
		return this.maxRows;
	}

	/**
	 * Returns how often the statement ran that ran most often.
	 * @return its runs
	 */
	public int maxRepeats() {
		return this.maxRepeats;
	}

	/**
	 * Whether a connection was held for a while with nothing asked of it.
	 * @return whether there is such an event
	 */
	public boolean hasIdleConnection() {
		return this.idleConnection;
	}

	/**
	 * Returns what an object-relational mapper did, if it did anything.
	 * @return the counts, or {@code null}
	 */
	public @Nullable Persistence persistenceIfAny() {
		Persistence persistence = this.persistence;
		return (persistence != null && persistence.isUsed()) ? persistence : null;
	}

	/**
	 * Forgets which queries were not recorded yet, because they now are.
	 */
	public void forgetStatements() {
		this.statements.flushed();
		this.flushed = this.timeLine.size();
	}

	// --- life, by the tracer ---

	void begin(Execution execution, long now, @Nullable Branch branch) {
		this.execution = execution;
		this.branch = branch;
		this.lastFlush = now;
	}

	void attach(@Nullable Track previous) {
		follow(previous);
		this.owner = Thread.currentThread();
	}

	private void follow(@Nullable Track previous) {
		this.previous = previous;
		this.previousUse = (previous != null) ? previous.use : 0;
	}

	@Nullable Track detach() {
		Track before = previous();
		this.previous = null;
		this.owner = null;
		return before;
	}

	/** Leaves out what the thread worked for before. */
	void skipPrevious() {
		Track before = previous();
		if (before != null) {
			follow(before.detach());
		}
	}

	@Nullable Branch branch() {
		return this.branch;
	}

	/** What the thread worked for before, unless that was ended elsewhere. */
	@Nullable Track previous() {
		Track before = this.previous;
		return (before != null && before.use == this.previousUse && before.isAttachedHere()) ? before : null;
	}

	/** Whether nothing was counted. */
	boolean isEmpty() {
		return this.timeLine.size() == 0 && this.queries == 0 && this.items == 0 && this.readOnlyWrites == 0
				&& this.clientCalls == 0 && this.connections.isEmpty() && persistenceIfAny() == null;
	}

	/**
	 * Adds what another thread did.
	 * @param other its track
	 * @param lane which of the execution's threads it is, for events of no lane
	 */
	void absorb(Track other, int lane) {
		if (!this.timeLine.hasRoomFor(other.timeLine)) {
			// Events that do not fit are recorded as yet.
			this.sink.flush(other);
			other.forgetStatements();
		}
		this.queries += other.queries;
		this.slowQueries += other.slowQueries;
		this.failedQueries += other.failedQueries;
		this.databaseNanos += other.databaseNanos;
		this.maxQueryNanos = Math.max(this.maxQueryNanos, other.maxQueryNanos);
		this.rowsRead += other.rowsRead;
		this.rowsUpdated += other.rowsUpdated;
		this.renderQueries += other.renderQueries;
		this.readOnlyWrites += other.readOnlyWrites;
		this.clientCalls += other.clientCalls;
		this.clientNanos += other.clientNanos;
		this.items += other.items;
		this.maxRows = Math.max(this.maxRows, other.maxRows);
		this.idleConnection |= other.idleConnection;
		this.maxRepeats = Math.max(this.maxRepeats, this.statements.absorb(other.statements));
		this.connections.absorb(other.connections);
		Persistence persistence = other.persistenceIfAny();
		if (persistence != null) {
			persistence().absorb(persistence);
		}
		int first = this.timeLine.size();
		this.timeLine.addAll(other.timeLine, lane);
		for (int event = first, from = 0; event < this.timeLine.size(); event++, from++) {
			Statement statement = this.timeLine.statement(event);
			if (statement != null && from >= other.flushed) {
				this.statements.chain(statement, event, this.timeLine);
			}
		}
	}

	/**
	 * Forgets what was told. Where it stands it remembers: how deep in measured calls,
	 * and how often each statement ran.
	 */
	void told(long now) {
		this.generation++;
		int depth = this.depth;
		LoadCause cause = this.cause;
		this.timeLine.shrink();
		forgetTotals();
		this.depth = depth;
		this.cause = cause;
		this.statements.told();
		this.lastFlush = now;
	}

	/** Whether it is still this execution's, not a later one's. */
	boolean isOf(Execution execution) {
		return this.execution == execution;
	}

	/** Whether it is attached to some thread, or lies below another one there. */
	boolean isAttached() {
		return this.owner != null;
	}

	/** Lets go of a thread that cannot be asked to let go of it. */
	void abandon() {
		this.generation++;
		this.owner = null;
	}

	boolean isAttachedHere() {
		return this.owner == Thread.currentThread();
	}

	/**
	 * Empties the track for its next use.
	 * @return whether it is small enough to be kept for one
	 */
	boolean recycle() {
		this.generation++;
		this.use++;
		this.execution = null;
		this.branch = null;
		this.owner = null;
		this.previous = null;
		if (!this.timeLine.clear()) {
			return false;
		}
		forgetTotals();
		this.statements.clear();
		return true;
	}

	private void forgetTotals() {
		this.depth = 0;
		this.queries = 0;
		this.slowQueries = 0;
		this.failedQueries = 0;
		this.databaseNanos = 0;
		this.maxQueryNanos = 0;
		this.rowsRead = 0;
		this.rowsUpdated = 0;
		this.renderNanos = 0;
		this.renderDepth = 0;
		this.renders = 0;
		this.renderQueries = 0;
		this.readOnlyWrites = 0;
		this.clientCalls = 0;
		this.clientNanos = 0;
		this.items = 0;
		this.maxRows = 0;
		this.maxRepeats = 0;
		this.idleConnection = false;
		this.cause = null;
		if (this.persistence != null) {
			this.persistence.clear();
		}
		this.flushed = 0;
		this.connections.clear();
	}

	private void flush(long now) {
		this.sink.flush(this);
		forgetStatements();
		this.lastFlush = now;
	}

}
