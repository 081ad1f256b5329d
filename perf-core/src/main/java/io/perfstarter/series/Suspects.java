package io.perfstarter.series;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Persistence;
import io.perfstarter.trace.Persistence.Count;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;

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

	private final Map<Pair, AtomicInteger> looks = new ConcurrentHashMap<>();

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
		this.repeats = repeats;
		this.rows = rows;
	}

	/** Whether an execution that ended is to be judged. */
	boolean wants(Execution execution) {
		Track track = execution.track();
		return track.maxRepeats() >= this.repeats || track.maxRows() > this.rows || track.renderQueries() > 0
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

	boolean unsettled(Operation operation, Statement statement) {
		Pair pair = new Pair(operation, statement);
		AtomicInteger looks = this.looks.get(pair);
		if (looks == null) {
			if (this.looks.size() >= MAX_PAIRS) {
				return false;
			}
			looks = this.looks.computeIfAbsent(pair, (key) -> new AtomicInteger());
		}
		return looks.get() < LOOKED_AT && looks.incrementAndGet() <= LOOKED_AT;
	}

	/**
	 * Returns the executions that did not fit.
	 * @return how many nobody will judge
	 */
	public long dropped() {
		return this.dropped.get();
	}

	private record Pair(Operation operation, Statement statement) {

	}

}
