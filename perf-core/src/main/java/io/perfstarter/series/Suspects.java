package io.perfstarter.series;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Persistence;
import io.perfstarter.trace.Persistence.Count;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Executions that something may be wrong with, kept whole until somebody has judged them.
 * Whether to keep one is a few comparisons on the thread that ran it; judging is left to
 * others. Bounded in bytes, for each operation and in all: what does not fit is counted,
 * and the next execution of its operation that fits stands for it. Thread-safe.
 */
public final class Suspects {

	/** What may wait to be judged. */
	private static final long MAX_BYTES = 4 << 20;

	/** So much of it one operation may take, so that none hides the others. */
	private static final long MAX_BYTES_OF_ONE = MAX_BYTES / 4;

	/** From so many executions of each it is learned from where statements repeat. */
	private static final int LOOKED_AT = 20;

	/**
	 * What repeats from several places is looked up in so many executions, then seldom.
	 */
	private static final int LOOKED_AT_SEVERAL = 200;

	private static final int SELDOM = 16;

	private static final int MAX_PAIRS = 5_000;

	private final int repeats;

	private final long rows;

	private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();

	/** Of operations that wait, or of which something did not fit. */
	private final Map<Operation, Room> rooms = new ConcurrentHashMap<>();

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final boolean open;

	private final Map<Pair, Looks> looks = new ConcurrentHashMap<>();

	/** How many pairs are still looked at, so that nobody asks once all are known. */
	private final AtomicInteger unsettled = new AtomicInteger();

	/** Creates one with the usual limits: 5 runs of one statement, 1,000 rows. */
	public Suspects() {
		this(Tracer.SUSPICIOUS_REPEATS, 1000);
	}

	/**
	 * Creates one.
	 * @param repeats the number of runs of one statement that is suspicious
	 * @param rows the number of rows of one statement that is suspicious
	 */
	public Suspects(int repeats, long rows) {
		this(repeats, rows, true);
	}

	private Suspects(int repeats, long rows, boolean open) {
		this.open = open;
		this.repeats = repeats;
		this.rows = rows;
	}

	/**
	 * Creates one that nothing is kept in, for when nobody judges.
	 * @return one that stays empty
	 */
	public static Suspects none() {
		return new Suspects(Tracer.SUSPICIOUS_REPEATS, 1000, false);
	}

	/**
	 * Returns the limit of runs.
	 * @return the number of runs of one statement that is suspicious
	 */
	public int repeats() {
		return this.repeats;
	}

	/**
	 * Returns the limit of rows.
	 * @return the number of rows of one statement above which a request is suspicious
	 */
	public long rows() {
		return this.rows;
	}

	/** Whether an execution that ended is to be judged. */
	boolean wants(Execution execution) {
		if (!this.open) {
			return false;
		}
		Track track = execution.track();
		return track.maxRepeats() >= this.repeats
				|| (track.maxRows() > this.rows && execution.kind() == OperationKind.HTTP) || track.renderQueries() > 0
				|| track.readOnlyWrites() > 0 || track.hasIdleConnection() || track.connections().rollbacks() > 0
				|| suspiciousPersistence(track);
	}

	private static boolean suspiciousPersistence(Track track) {
		Persistence persistence = track.persistenceIfAny();
		return persistence != null
				&& (persistence.repeatedEntity() != null || persistence.get(Count.PAGED_IN_MEMORY) > 0);
	}

	/** Whether there is room for an execution; to be asked before it is taken down. */
	boolean hasRoom(Operation operation) {
		Room room = this.rooms.computeIfAbsent(operation, (key) -> new Room());
		if (this.bytes.get() < MAX_BYTES && room.bytes.get() < MAX_BYTES_OF_ONE) {
			return true;
		}
		room.skipped.incrementAndGet();
		this.dropped.incrementAndGet();
		return false;
	}

	void offer(Trace trace) {
		Room room = this.rooms.computeIfAbsent(trace.operation(), (key) -> new Room());
		this.bytes.addAndGet(trace.bytes());
		room.bytes.addAndGet(trace.bytes());
		this.waiting.add(new Waiting(trace, 1 + room.skipped.getAndSet(0)));
	}

	/**
	 * Hands out what waits to be judged.
	 * @param judge takes each execution, once
	 */
	public void drain(Consumer<Trace> judge) {
		drainAll((trace, standsFor) -> judge.accept(trace));
	}

	/**
	 * Hands out what waits to be judged.
	 * @param judge takes each execution, once, and for how many of its operation it
	 * stands: more than one if others did not fit
	 */
	public void drainAll(ObjIntConsumer<Trace> judge) {
		Waiting next = this.waiting.poll();
		while (next != null) {
			this.bytes.addAndGet(-next.trace().bytes());
			Room room = this.rooms.get(next.trace().operation());
			if (room != null) {
				room.bytes.addAndGet(-next.trace().bytes());
			}
			judge.accept(next.trace(), next.standsFor());
			next = this.waiting.poll();
		}
		// One that is just being used may go as well: that costs one its count.
		this.rooms.values().removeIf((room) -> room.bytes.get() <= 0 && room.skipped.get() == 0);
	}

	/** Whether from where an operation repeats a statement is to be looked up now. */
	boolean unsettled(Operation operation, Statement statement) {
		Pair pair = Pair.of(operation, statement);
		Looks looks = this.looks.get(pair);
		if (looks == null) {
			if (!this.open || this.looks.size() >= MAX_PAIRS) {
				return false;
			}
			looks = this.looks.computeIfAbsent(pair, (key) -> {
				this.unsettled.incrementAndGet();
				return new Looks();
			});
		}
		if (looks.several) {
			// Known by now, and decided at the first run
			return false;
		}
		int before = looks.count.get();
		if (before >= LOOKED_AT) {
			return false;
		}
		if (looks.count.incrementAndGet() == LOOKED_AT) {
			this.unsettled.decrementAndGet();
		}
		return true;
	}

	/**
	 * Whether an operation is known to repeat a statement and it is not known yet from
	 * where: then the first runs count as well. If it is more than one place, they are
	 * looked up again and again, but seldom once that has been done often.
	 */
	boolean isLookedAt(Operation operation, Statement statement) {
		if (this.unsettled.get() == 0) {
			return false;
		}
		Looks looks = this.looks.get(Pair.of(operation, statement));
		if (looks == null) {
			return false;
		}
		if (looks.several) {
			int times = looks.times.incrementAndGet();
			return (times > 0 && times <= LOOKED_AT_SEVERAL) || times % SELDOM == 0;
		}
		return looks.count.get() < LOOKED_AT;
	}

	/**
	 * Whether an operation repeats a statement from several places, so that one of them
	 * says nothing of the other runs.
	 * @param operation the operation
	 * @param statement the statement
	 * @return whether it is known to
	 */
	public boolean isFromSeveral(Operation operation, Statement statement) {
		Looks looks = this.looks.get(Pair.of(operation, statement));
		return looks != null && looks.several;
	}

	/**
	 * Returns for how many executions one stands whose places were looked up, of an
	 * operation that repeats a statement from several.
	 * @param operation the operation
	 * @param statement the statement
	 * @return 1 as long as each is looked up
	 */
	public int standsFor(Operation operation, Statement statement) {
		Looks looks = this.looks.get(Pair.of(operation, statement));
		return (looks != null && looks.several && looks.times.get() > LOOKED_AT_SEVERAL) ? SELDOM : 1;
	}

	/**
	 * Takes the place of a statement.
	 */
	void callSite(Operation operation, Statement statement, CallSite callSite) {
		if (this.unsettled.get() == 0) {
			return;
		}
		Looks looks = this.looks.get(Pair.of(operation, statement));
		if (looks == null || looks.several) {
			return;
		}
		CallSite first = looks.first;
		if (first == null) {
			looks.first = callSite;
		}
		else if (!first.equals(callSite)) {
			looks.several = true;
			// For good
			this.unsettled.incrementAndGet();
		}
	}

	/**
	 * Returns the executions that did not fit.
	 * @return how many nobody will judge
	 */
	public long dropped() {
		return this.dropped.get();
	}

	private static final class Looks {

		private final AtomicInteger count = new AtomicInteger();

		private volatile @Nullable CallSite first;

		private volatile boolean several;

		/** Executions since it is known to be several. */
		private final AtomicInteger times = new AtomicInteger();

	}

	private static final class Room {

		private final AtomicLong bytes = new AtomicLong();

		private final AtomicInteger skipped = new AtomicInteger();

	}

	private record Waiting(Trace trace, int standsFor) {

	}

	/** By their ids, so that no text of a statement is kept for it. */
	private record Pair(String operation, String statement) {

		static Pair of(Operation operation, Statement statement) {
			return new Pair(operation.id(), statement.id());
		}

	}

}
