package io.perfstarter.trace;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What happened in an execution, event by event, in the order in which it ended. Kept in
 * arrays that are used again for the next execution. Not thread-safe.
 */
public final class TimeLine {

	/** At most this many events of one execution are kept; later ones are counted. */
	public static final int MAX_EVENTS = 1024;

	private static final int INITIAL = 32;

	/** What is this short is used again. */
	private static final int REUSED = 256;

	private int size;

	private int dropped;

	private EventType[] types = new EventType[INITIAL];

	private long[] starts = new long[INITIAL];

	private long[] nanos = new long[INITIAL];

	private long[] rows = new long[INITIAL];

	/** The event of the same statement before, for queries. */
	private int[] previous = new int[INITIAL];

	/** Of queries the size of their batch, of anything else its own number. */
	private int[] numbers = new int[INITIAL];

	/** Of queries, what tells one set of bind values from another. */
	private int[] binds = new int[INITIAL];

	/** A statement, an operation, or nothing. */
	private @Nullable Object[] subjects = new Object[INITIAL];

	private @Nullable CallSite[] sites = new CallSite[INITIAL];

	// What most executions have none of

	private @Nullable LoadCause @Nullable [] causes;

	private @Nullable String @Nullable [] parameters;

	private int @Nullable [] lanes;

	TimeLine() {
	}

	/** Adds an event. Returns its number, or -1 if there is no room left. */
	int add(EventType type, long start, long duration, @Nullable Object subject) {
		if (this.size == this.types.length && !grow()) {
			this.dropped++;
			return -1;
		}
		return put(this.size++, type, start, duration, subject);
	}

	/**
	 * Adds an event; without room in the last place, which is used again and again then.
	 */
	int addOrReplaceLast(EventType type, long start, long duration, Object subject) {
		int event = add(type, start, duration, subject);
		if (event >= 0) {
			return event;
		}
		int last = this.size - 1;
		this.sites[last] = null;
		if (this.parameters != null) {
			this.parameters[last] = null;
		}
		if (this.causes != null) {
			this.causes[last] = null;
		}
		if (this.lanes != null) {
			this.lanes[last] = 0;
		}
		return put(last, type, start, duration, subject);
	}

	private int put(int event, EventType type, long start, long duration, @Nullable Object subject) {
		this.types[event] = type;
		this.starts[event] = start;
		this.nanos[event] = duration;
		this.rows[event] = 0;
		this.numbers[event] = 0;
		this.subjects[event] = subject;
		return event;
	}

	boolean hasRoomFor(TimeLine other) {
		return this.size + other.size <= MAX_EVENTS;
	}

	boolean isFull() {
		return this.size == MAX_EVENTS;
	}

	void addRows(int event, long count) {
		this.rows[event] += count;
	}

	void number(int event, int number) {
		this.numbers[event] = number;
	}

	void bind(int event, int hash) {
		this.binds[event] = hash;
	}

	void chain(int event, int before) {
		this.previous[event] = before;
	}

	void callSite(int event, CallSite site) {
		this.sites[event] = site;
	}

	void cause(int event, LoadCause cause) {
		@Nullable LoadCause[] all = this.causes;
		if (all == null) {
			all = new LoadCause[this.types.length];
			this.causes = all;
		}
		all[event] = cause;
	}

	void parameters(int event, String text) {
		@Nullable String[] all = this.parameters;
		if (all == null) {
			all = new String[this.types.length];
			this.parameters = all;
		}
		all[event] = text;
	}

	/** Adds the events of another thread, those of no lane as those of this one. */
	void addAll(TimeLine other, int lane) {
		for (int from = 0; from < other.size; from++) {
			int to = add(other.types[from], other.starts[from], other.nanos[from], other.subjects[from]);
			if (to < 0) {
				// The first was counted by add
				this.dropped += other.size - from - 1;
				break;
			}
			this.rows[to] = other.rows[from];
			this.numbers[to] = other.numbers[from];
			this.binds[to] = other.binds[from];
			this.sites[to] = other.sites[from];
			this.previous[to] = -1;
			LoadCause cause = other.cause(from);
			if (cause != null) {
				cause(to, cause);
			}
			String text = other.parameters(from);
			if (text != null) {
				parameters(to, text);
			}
			if (this.lanes == null) {
				this.lanes = new int[this.types.length];
			}
			int of = other.lane(from);
			this.lanes[to] = (of != 0) ? of : lane;
		}
		this.dropped += other.dropped;
	}

	/**
	 * Empties it.
	 * @return whether it is small enough to be used again
	 */
	boolean clear() {
		if (this.types.length > REUSED) {
			return false;
		}
		Arrays.fill(this.subjects, 0, this.size, null);
		Arrays.fill(this.sites, 0, this.size, null);
		this.causes = null;
		this.parameters = null;
		this.lanes = null;
		this.size = 0;
		this.dropped = 0;
		return true;
	}

	/** Empties it, whatever its size. */
	void shrink() {
		if (!clear()) {
			TimeLine small = new TimeLine();
			this.types = small.types;
			this.starts = small.starts;
			this.nanos = small.nanos;
			this.rows = small.rows;
			this.previous = small.previous;
			this.numbers = small.numbers;
			this.binds = small.binds;
			this.subjects = small.subjects;
			this.sites = small.sites;
			this.size = 0;
			clear();
		}
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
		this.previous = Arrays.copyOf(this.previous, larger);
		this.numbers = Arrays.copyOf(this.numbers, larger);
		this.binds = Arrays.copyOf(this.binds, larger);
		this.subjects = Arrays.copyOf(this.subjects, larger);
		this.sites = Arrays.copyOf(this.sites, larger);
		if (this.causes != null) {
			this.causes = Arrays.copyOf(this.causes, larger);
		}
		if (this.parameters != null) {
			this.parameters = Arrays.copyOf(this.parameters, larger);
		}
		if (this.lanes != null) {
			this.lanes = Arrays.copyOf(this.lanes, larger);
		}
		return true;
	}

	/**
	 * Returns the length.
	 * @return the number of events
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Returns the number of events that did not fit.
	 * @return how many are missing
	 */
	public int dropped() {
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
		return (this.subjects[event] instanceof Statement statement) ? statement : null;
	}

	/**
	 * Returns the operation of an event.
	 * @param event its number
	 * @return the operation of a step or a call to another service, {@code null} for
	 * anything else
	 */
	public @Nullable Operation operation(int event) {
		return (this.subjects[event] instanceof Operation operation) ? operation : null;
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
		return (this.types[event] == EventType.QUERY) ? this.numbers[event] : 0;
	}

	/**
	 * Returns the flags of an event that is no query.
	 * @param event its number
	 * @return of a step or a call 1 if it failed; of a connection that was held 1 if a
	 * transaction was open; else 0
	 */
	public int flag(int event) {
		return (this.types[event] != EventType.QUERY) ? this.numbers[event] : 0;
	}

	/**
	 * Returns what tells one set of bind values from another.
	 * @param event the number of a query
	 * @return a hash of the bind values, or of the text if literals stand in it
	 */
	public int bind(int event) {
		return this.binds[event];
	}

	/**
	 * Returns why a query was run, if the application did not ask for it.
	 * @param event its number
	 * @return the cause, or {@code null}
	 */
	public @Nullable LoadCause cause(int event) {
		return (this.causes != null) ? this.causes[event] : null;
	}

	/**
	 * Returns on which of the execution's threads an event happened.
	 * @param event its number
	 * @return 0 for the first thread, 1 and above for others
	 */
	public int lane(int event) {
		return (this.lanes != null) ? this.lanes[event] : 0;
	}

	/**
	 * Returns the bind values of an event.
	 * @param event its number
	 * @return the values, or {@code null} where they are not kept
	 */
	public @Nullable String parameters(int event) {
		return (this.parameters != null) ? this.parameters[event] : null;
	}

	/**
	 * Returns the event of the same statement that came before.
	 * @param event an event's number, first that of {@link Statements#last(int)}
	 * @return its number, or -1
	 */
	public int previous(int event) {
		return this.previous[event];
	}

}
