package io.perfstarter.trace;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The totals and the time line of a running execution. Written without locks by the one
 * thread that it is attached to; reused for a later execution once this one has ended.
 * <p>
 * What arrives from another thread, or for an execution that has ended, is told by the
 * owner check and the generation and goes straight to the {@link ExecutionSink}, so it is
 * neither lost nor credited to the wrong execution.
 */
public final class Track {

	/** At most this many events of one execution are kept; later ones are counted. */
	public static final int MAX_EVENTS = 1024;

	/**
	 * Waits for a connection that are shorter are counted but not shown on the time line.
	 */
	static final long VISIBLE_WAIT_NANOS = 100_000;

	/** A statement that repeats this often in one execution may be an N+1. */
	static final int SUSPICIOUS_REPEATS = 5;

	private static final long FLUSH_AFTER_NANOS = 10_000_000_000L;

	private final ExecutionSink sink;

	private final Statements statements = new Statements();

	private final Connections connections = new Connections();

	private @Nullable Execution execution;

	private @Nullable Thread owner;

	private @Nullable Track previous;

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

	// The time line

	private int size;

	private int flushed;

	private int dropped;

	private long lastFlush;

	private EventType[] types = new EventType[32];

	private long[] starts = new long[32];

	private long[] nanos = new long[32];

	private long[] rows = new long[32];

	private int[] next = new int[32];

	private int[] batchSizes = new int[32];

	private @Nullable Statement[] subjects = new Statement[32];

	private @Nullable CallSite[] sites = new CallSite[32];

	/** Only where bind values are kept. */
	private @Nullable String @Nullable [] parameters;

	private boolean callSiteWanted;

	Track(ExecutionSink sink) {
		this.sink = sink;
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
		if (this.size == MAX_EVENTS || start - this.lastFlush > FLUSH_AFTER_NANOS) {
			flush(start);
		}
		boolean room = this.size < this.types.length || grow();
		int event = room ? this.size++ : replaceLast();
		this.types[event] = EventType.QUERY;
		this.starts[event] = start;
		this.nanos[event] = duration;
		this.rows[event] = updated;
		this.subjects[event] = statement;
		this.batchSizes[event] = batchSize;
		int slot = this.statements.add(statement, event, this.next, duration, updated);
		if (slow || failed || batchSize > 0) {
			this.statements.note(slot, slow, failed, batchSize);
		}
		this.callSiteWanted = slow || wantsCallSite(statement, this.statements.countAt(slot));
		return event;
	}

	private boolean wantsCallSite(Statement statement, int repeats) {
		if (repeats != 1 && repeats != SUSPICIOUS_REPEATS) {
			return false;
		}
		Operation operation = (this.execution != null) ? this.execution.operation() : null;
		// A repeat is walked to once in an execution: which of several call sites loops
		// is
		// worth some microseconds on a request that already made five round trips.
		return operation != null && (repeats == SUSPICIOUS_REPEATS || this.sink.firstSight(operation, statement));
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
		if (event < this.size) {
			this.sites[event] = callSite;
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
		String[] all = this.parameters;
		if (all == null) {
			all = new String[MAX_EVENTS];
			this.parameters = all;
		}
		all[event] = text;
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
		if (this.subjects[event] == statement) {
			this.rows[event] += count;
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
			event(EventType.CONNECTION_WAIT, start, waited);
		}
	}

	/**
	 * Counts a connection that was given back.
	 * @param dataSource the number of its data source
	 * @param held how long it was held, in nanoseconds
	 */
	public void returned(int dataSource, long held) {
		this.connections.returned(dataSource, held);
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
			event(EventType.RENDER, this.renderStart, duration);
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
	 * Returns the length of the time line.
	 * @return the number of events
	 */
	public int events() {
		return this.size;
	}

	/**
	 * Returns the number of events that did not fit.
	 * @return how many are missing from the time line
	 */
	public int droppedEvents() {
		return this.dropped;
	}

	/**
	 * Returns the type of an event.
	 * @param event its number
	 * @return what it is
	 */
	public EventType type(int event) {
		return this.types[event];
	}

	/**
	 * Returns the start of an event.
	 * @param event its number
	 * @return a reading of the nano clock
	 */
	public long start(int event) {
		return this.starts[event];
	}

	/**
	 * Returns the duration of an event.
	 * @param event its number
	 * @return nanoseconds
	 */
	public long nanos(int event) {
		return this.nanos[event];
	}

	/**
	 * Returns the rows of an event.
	 * @param event its number
	 * @return rows read or changed
	 */
	public long rows(int event) {
		return this.rows[event];
	}

	/**
	 * Returns the statement of an event.
	 * @param event its number
	 * @return the statement of a query, {@code null} for anything else
	 */
	public @Nullable Statement statement(int event) {
		return this.subjects[event];
	}

	/**
	 * Returns the call site of an event.
	 * @param event its number
	 * @return the call site, or {@code null} where it was not wanted
	 */
	public @Nullable CallSite callSite(int event) {
		return this.sites[event];
	}

	/**
	 * Returns the size of an event's batch.
	 * @param event its number
	 * @return the number of sets of bind values, or 0 if it is no batch
	 */
	public int batchSize(int event) {
		return this.batchSizes[event];
	}

	/**
	 * Returns the bind values of an event.
	 * @param event its number
	 * @return the values, or {@code null} where they are not kept
	 */
	public @Nullable String parameters(int event) {
		String[] all = this.parameters;
		return (all != null) ? all[event] : null;
	}

	/**
	 * Returns the event of the same statement that came before.
	 * @param event an event's number, first that of {@link Statements#last(int)}
	 * @return its number, or -1
	 */
	public int previous(int event) {
		return this.next[event];
	}

	/**
	 * Forgets which queries were not recorded yet, because they now are.
	 */
	public void forgetStatements() {
		this.statements.flushed();
		this.flushed = this.size;
	}

	// --- life, by the tracer ---

	void begin(Execution execution, long now) {
		this.execution = execution;
		this.lastFlush = now;
	}

	void attach(@Nullable Track previous) {
		this.previous = previous;
		this.owner = Thread.currentThread();
	}

	@Nullable Track detach() {
		Track before = this.previous;
		this.previous = null;
		this.owner = null;
		return before;
	}

	/** Whether it is still this execution's, not a later one's. */
	boolean isOf(Execution execution) {
		return this.execution == execution;
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
		this.execution = null;
		this.owner = null;
		this.previous = null;
		if (this.types.length > 256) {
			return false;
		}
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
		Arrays.fill(this.subjects, 0, this.size, null);
		Arrays.fill(this.sites, 0, this.size, null);
		this.parameters = null;
		this.size = 0;
		this.flushed = 0;
		this.dropped = 0;
		this.statements.clear();
		this.connections.clear();
		return true;
	}

	private void flush(long now) {
		this.sink.flush(this);
		forgetStatements();
		this.lastFlush = now;
	}

	private void event(EventType type, long start, long duration) {
		if (this.size == this.types.length && !grow()) {
			this.dropped++;
			return;
		}
		int event = this.size++;
		this.types[event] = type;
		this.starts[event] = start;
		this.nanos[event] = duration;
		this.rows[event] = 0;
		this.batchSizes[event] = 0;
		this.subjects[event] = null;
	}

	/**
	 * A time line that is full keeps its beginning; its last place is used again and
	 * again, and was recorded before.
	 */
	private int replaceLast() {
		this.dropped++;
		this.flushed = this.size - 1;
		this.sites[this.size - 1] = null;
		if (this.parameters != null) {
			this.parameters[this.size - 1] = null;
		}
		return this.size - 1;
	}

	private boolean grow() {
		int length = this.types.length;
		if (length >= MAX_EVENTS) {
			return false;
		}
		int larger = length * 2;
		this.types = Arrays.copyOf(this.types, larger);
		this.starts = Arrays.copyOf(this.starts, larger);
		this.nanos = Arrays.copyOf(this.nanos, larger);
		this.rows = Arrays.copyOf(this.rows, larger);
		this.next = Arrays.copyOf(this.next, larger);
		this.batchSizes = Arrays.copyOf(this.batchSizes, larger);
		this.subjects = Arrays.copyOf(this.subjects, larger);
		this.sites = Arrays.copyOf(this.sites, larger);
		return true;
	}

}
