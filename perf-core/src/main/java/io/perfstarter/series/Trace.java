package io.perfstarter.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Expectation;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.TimeLine;
import io.perfstarter.trace.Track;
import org.jspecify.annotations.Nullable;

/**
 * An execution that was kept whole. Immutable.
 */
public final class Trace {

	/** The object, its id and time, the heads of its arrays and its place in a list. */
	private static final int BYTES = 424;

	/** Three long numbers, three references and two numbers. */
	private static final int BYTES_PER_EVENT = 44;

	private static final int PERSISTENCE_BYTES = 192;

	private final String id;

	private final Operation operation;

	private final long startNanos;

	private final Instant startedAt;

	private final long durationNanos;

	private final int status;

	private final @Nullable String error;

	private final int queries;

	private final long databaseNanos;

	private final long waitNanos;

	private final long renderNanos;

	private final long rowsRead;

	private final long responseBytes;

	private final int droppedEvents;

	private final EventType[] types;

	private final long[] offsets;

	private final long[] durations;

	private final long[] rows;

	/** Statements of queries, operations of parts. */
	private final @Nullable Object[] subjects;

	private final @Nullable CallSite[] callSites;

	/** Batch sizes of queries, flags of other events. */
	private final int[] numbers;

	private final int[] binds;

	// What most executions have none of

	private final @Nullable LoadCause @Nullable [] causes;

	private final byte @Nullable [] lanes;

	private final @Nullable String @Nullable [] parameters;

	private final @Nullable PersistenceCounts persistence;

	private final int renderQueries;

	private final int readOnlyWrites;

	private final int clientCalls;

	private final long clientNanos;

	private final long items;

	private final long commits;

	private final long rollbacks;

	private final @Nullable Expectation expectation;

	private final int bytes;

	/**
	 * Keeps an execution.
	 * @param textBytes how much memory those of its statements take that nothing else
	 * keeps
	 */
	Trace(String id, Operation operation, Execution execution, Instant startedAt, int textBytes) {
		Track track = execution.track();
		this.id = id;
		this.operation = operation;
		this.startNanos = execution.startNanos();
		this.startedAt = startedAt;
		this.durationNanos = execution.durationNanos();
		this.status = execution.status();
		this.error = execution.error();
		this.queries = track.queries();
		this.databaseNanos = track.databaseNanos();
		this.waitNanos = track.connections().waitNanos();
		this.renderNanos = track.renderNanos();
		this.rowsRead = track.rowsRead();
		this.responseBytes = execution.responseBytes();
		this.renderQueries = track.renderQueries();
		this.readOnlyWrites = track.readOnlyWrites();
		this.clientCalls = track.clientCalls();
		this.clientNanos = track.clientNanos();
		this.items = track.items();
		this.expectation = execution.expectation();
		this.commits = track.connections().commits();
		this.rollbacks = track.connections().rollbacks();
		this.persistence = PersistenceCounts.of(track.persistenceIfAny());
		TimeLine timeLine = track.timeLine();
		this.droppedEvents = timeLine.dropped();
		int size = timeLine.size();
		this.types = new EventType[size];
		this.offsets = new long[size];
		this.durations = new long[size];
		this.rows = new long[size];
		this.subjects = new Object[size];
		this.callSites = new CallSite[size];
		this.numbers = new int[size];
		this.binds = new int[size];
		String[] texts = null;
		LoadCause[] causes = null;
		byte[] lanes = null;
		int more = 0;
		for (int i = 0; i < size; i++) {
			this.types[i] = timeLine.type(i);
			this.offsets[i] = timeLine.start(i) - execution.startNanos();
			this.durations[i] = timeLine.nanos(i);
			this.rows[i] = timeLine.rows(i);
			Statement statement = timeLine.statement(i);
			this.subjects[i] = (statement != null) ? statement : timeLine.operation(i);
			this.callSites[i] = timeLine.callSite(i);
			this.numbers[i] = (statement != null) ? timeLine.batchSize(i) : timeLine.flag(i);
			this.binds[i] = timeLine.bind(i);
			String text = timeLine.parameters(i);
			if (text != null) {
				texts = (texts != null) ? texts : new String[size];
				texts[i] = text;
				more += 2 * text.length();
			}
			LoadCause cause = timeLine.cause(i);
			if (cause != null) {
				causes = (causes != null) ? causes : new LoadCause[size];
				causes[i] = cause;
			}
			int lane = timeLine.lane(i);
			if (lane > 0) {
				lanes = (lanes != null) ? lanes : new byte[size];
				lanes[i] = (byte) Math.min(lane, Byte.MAX_VALUE);
			}
		}
		this.parameters = texts;
		this.causes = causes;
		this.lanes = lanes;
		more += ((causes != null) ? 16 + 4 * size : 0) + ((lanes != null) ? 16 + size : 0)
				+ ((this.persistence != null) ? PERSISTENCE_BYTES : 0);
		this.bytes = BYTES + BYTES_PER_EVENT * size + more + textBytes;
	}

	/**
	 * Returns the id.
	 * @return what the trace is asked for by, unique in this run of the application
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the operation.
	 * @return what it was a run of
	 */
	public Operation operation() {
		return this.operation;
	}

	/**
	 * Returns the start.
	 * @return the time of day
	 */
	public Instant startedAt() {
		return this.startedAt;
	}

	/**
	 * Returns the duration.
	 * @return nanoseconds
	 */
	public long durationNanos() {
		return this.durationNanos;
	}

	/**
	 * Returns the HTTP status.
	 * @return the status, or 0 where there is none
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns the exception.
	 * @return the name of its class, or {@code null}
	 */
	public @Nullable String error() {
		return this.error;
	}

	/**
	 * Returns the queries.
	 * @return how many it ran
	 */
	public int queries() {
		return this.queries;
	}

	/**
	 * Returns the database time.
	 * @return nanoseconds
	 */
	public long databaseNanos() {
		return this.databaseNanos;
	}

	/**
	 * Returns the time waited for connections.
	 * @return nanoseconds
	 */
	public long waitNanos() {
		return this.waitNanos;
	}

	/**
	 * Returns the render time.
	 * @return nanoseconds
	 */
	public long renderNanos() {
		return this.renderNanos;
	}

	/**
	 * Returns the rows read.
	 * @return how many
	 */
	public long rowsRead() {
		return this.rowsRead;
	}

	/**
	 * Returns the size of the response body.
	 * @return bytes
	 */
	public long responseBytes() {
		return this.responseBytes;
	}

	/**
	 * Returns the events that are missing because there were too many.
	 * @return how many
	 */
	public int droppedEvents() {
		return this.droppedEvents;
	}

	/**
	 * Returns the time line.
	 * @return what happened, in the order in which it ended
	 */
	public List<TraceEvent> events() {
		List<TraceEvent> events = new ArrayList<>(this.types.length);
		for (int i = 0; i < this.types.length; i++) {
			events.add(event(i));
		}
		return events;
	}

	private TraceEvent event(int i) {
		boolean query = this.types[i] == EventType.QUERY;
		return new TraceEvent(this.types[i], this.offsets[i], this.durations[i], this.rows[i],
				(this.subjects[i] instanceof Statement statement) ? statement : null,
				(this.subjects[i] instanceof Operation part) ? part : null, this.callSites[i],
				query ? this.numbers[i] : 0, (this.parameters != null) ? this.parameters[i] : null, this.binds[i],
				(this.causes != null) ? this.causes[i] : null, (this.lanes != null) ? this.lanes[i] : 0,
				query ? 0 : this.numbers[i]);
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
	 * @return how many
	 */
	public int clientCalls() {
		return this.clientCalls;
	}

	/**
	 * Returns the time of the calls to other services.
	 * @return nanoseconds
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
	 * Returns what was said of its queries.
	 * @return the expectation, or {@code null} if nobody said anything
	 */
	public @Nullable Expectation expectation() {
		return this.expectation;
	}

	/**
	 * Returns the transactions that were committed.
	 * @return how many
	 */
	public long commits() {
		return this.commits;
	}

	/**
	 * Returns the transactions that were rolled back.
	 * @return how many
	 */
	public long rollbacks() {
		return this.rollbacks;
	}

	/**
	 * Returns what an object-relational mapper did.
	 * @return the counts, or {@code null} if it did nothing
	 */
	public @Nullable PersistenceCounts persistence() {
		return this.persistence;
	}

	long endNanos() {
		return this.startNanos + this.durationNanos;
	}

	/** Returns about how much memory it takes. */
	int bytes() {
		return this.bytes;
	}

}
