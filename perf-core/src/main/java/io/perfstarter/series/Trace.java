package io.perfstarter.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import org.jspecify.annotations.Nullable;

/**
 * An execution that was kept whole. Immutable.
 */
public final class Trace {

	/** The object, its id and time, the heads of its arrays and its place in a list. */
	private static final int BYTES = 344;

	/** Three long numbers, three references and a number. */
	private static final int BYTES_PER_EVENT = 40;

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

	private final @Nullable Statement[] statements;

	private final @Nullable CallSite[] callSites;

	private final int[] batchSizes;

	private final @Nullable String @Nullable [] parameters;

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
		this.droppedEvents = track.droppedEvents();
		int size = track.events();
		this.types = new EventType[size];
		this.offsets = new long[size];
		this.durations = new long[size];
		this.rows = new long[size];
		this.statements = new Statement[size];
		this.callSites = new CallSite[size];
		this.batchSizes = new int[size];
		String[] texts = null;
		int characters = 0;
		for (int i = 0; i < size; i++) {
			this.types[i] = track.type(i);
			this.offsets[i] = track.start(i) - execution.startNanos();
			this.durations[i] = track.nanos(i);
			this.rows[i] = track.rows(i);
			this.statements[i] = track.statement(i);
			this.callSites[i] = track.callSite(i);
			this.batchSizes[i] = track.batchSize(i);
			String text = track.parameters(i);
			if (text != null) {
				texts = (texts != null) ? texts : new String[size];
				texts[i] = text;
				characters += text.length();
			}
		}
		this.parameters = texts;
		this.bytes = BYTES + BYTES_PER_EVENT * size + 2 * characters + textBytes;
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
			events
				.add(new TraceEvent(this.types[i], this.offsets[i], this.durations[i], this.rows[i], this.statements[i],
						this.callSites[i], this.batchSizes[i], (this.parameters != null) ? this.parameters[i] : null));
		}
		return events;
	}

	long endNanos() {
		return this.startNanos + this.durationNanos;
	}

	/** Returns about how much memory it takes. */
	int bytes() {
		return this.bytes;
	}

}
