package io.perfstarter.series;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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
 * others. Bounded in bytes: what does not fit is counted. Thread-safe.
 */
public final class Suspects {

	/** What may wait to be judged. */
	private static final long MAX_BYTES = 4 << 20;

	/** From so many executions of each it is learned from where statements repeat. */
	private static final int LOOKED_AT = 20;

	private static final int MAX_PAIRS = 5_000;

	private final int repeats;

	private final long rows;

	private final ConcurrentLinkedQueue<Trace> waiting = new ConcurrentLinkedQueue<>();

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
		return persistence != null && (persistence.repeatedEntity() != null
				|| persistence.get(Count.PAGED_IN_MEMORY) > 0 || persistence.get(Count.EAGER_LOADS) > 0);
	}

	void offer(Trace trace) {
		if (this.bytes.addAndGet(trace.bytes()) > MAX_BYTES) {
			this.bytes.addAndGet(-trace.bytes());
			this.dropped.incrementAndGet();
			return;
		}
		this.waiting.add(trace);
	}

	/**
	 * Hands out what waits to be judged.
	 * @param judge takes each execution, once
	 */
	public void drain(Consumer<Trace> judge) {
		Trace trace = this.waiting.poll();
		while (trace != null) {
			this.bytes.addAndGet(-trace.bytes());
			judge.accept(trace);
			trace = this.waiting.poll();
		}
	}

	/** Whether from where an operation repeats a statement is to be looked up now. */
	boolean unsettled(Operation operation, Statement statement) {
		Pair pair = new Pair(operation, statement);
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
			return true;
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
	 * Whether an operation is known to repeat a statement and it is not known yet, or
	 * known to be more than one place, from where: then the first runs count as well.
	 */
	boolean isLookedAt(Operation operation, Statement statement) {
		if (this.unsettled.get() == 0) {
			return false;
		}
		Looks looks = this.looks.get(new Pair(operation, statement));
		return looks != null && (looks.several || looks.count.get() < LOOKED_AT);
	}

	/**
	 * Takes the place of a statement. What is repeated from several places stays looked
	 * up, since one place says nothing of the others then.
	 */
	void callSite(Operation operation, Statement statement, CallSite callSite) {
		if (this.unsettled.get() == 0) {
			return;
		}
		Looks looks = this.looks.get(new Pair(operation, statement));
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

	}

	private record Pair(Operation operation, Statement statement) {

	}

}
