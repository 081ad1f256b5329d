package io.perfstarter.series;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The executions of one operation that are kept whole: those among the slowest 5 of some
 * span of whole minutes up to now, so that any window has its slowest, and the last 20
 * that failed. Thread-safe.
 */
final class OperationTraces {

	static final int SLOWEST = 5;

	static final int FAILED = 20;

	private final List<Kept> slowest = new ArrayList<>();

	private final Deque<Trace> failed = new ArrayDeque<>();

	/** The minute that {@link #floor} is about. */
	private volatile int minute = Integer.MIN_VALUE;

	/** What a trace of this minute must exceed to be among its slowest. */
	private volatile long floor = -1;

	private int bytes;

	/** Whether an execution would be among the slowest of its minute: a cheap guess. */
	boolean wants(long durationNanos, int minute) {
		return minute != this.minute || durationNanos > this.floor;
	}

	/**
	 * Keeps a trace if it is slow enough. Returns by how many bytes that changed the sum.
	 */
	synchronized int addSlow(Trace trace, int minute) {
		int before = this.bytes;
		int slower = 0;
		for (Kept kept : this.slowest) {
			if (kept.minute >= minute && kept.trace.durationNanos() >= trace.durationNanos()) {
				slower++;
			}
		}
		if (slower < SLOWEST) {
			this.slowest.add(new Kept(trace, minute));
			this.bytes += trace.bytes();
			dropCovered();
		}
		updateFloor(Math.max(minute, this.minute));
		return this.bytes - before;
	}

	/** Drops what is not among the slowest of any span that reaches up to now. */
	private void dropCovered() {
		this.slowest.removeIf((kept) -> {
			int slower = 0;
			for (Kept other : this.slowest) {
				if (other != kept && other.minute >= kept.minute
						&& other.trace.durationNanos() > kept.trace.durationNanos()) {
					slower++;
				}
			}
			if (slower >= SLOWEST) {
				this.bytes -= kept.trace.bytes();
				return true;
			}
			return false;
		});
	}

	private void updateFloor(int current) {
		long shortest = Long.MAX_VALUE;
		int count = 0;
		for (Kept kept : this.slowest) {
			if (kept.minute == current) {
				count++;
				shortest = Math.min(shortest, kept.trace.durationNanos());
			}
		}
		this.floor = (count >= SLOWEST) ? shortest : -1;
		this.minute = current;
	}

	synchronized int addFailed(Trace trace) {
		int before = this.bytes;
		this.failed.addLast(trace);
		this.bytes += trace.bytes();
		if (this.failed.size() > FAILED) {
			this.bytes -= this.failed.removeFirst().bytes();
		}
		return this.bytes - before;
	}

	/** Drops slow traces before a minute. Returns the change in bytes. */
	synchronized int expire(int before) {
		int was = this.bytes;
		for (Iterator<Kept> all = this.slowest.iterator(); all.hasNext();) {
			Kept kept = all.next();
			if (kept.minute < before) {
				this.bytes -= kept.trace.bytes();
				all.remove();
			}
		}
		return this.bytes - was;
	}

	/** Drops the oldest trace. Returns the change in bytes; 0 if there is none. */
	synchronized int dropOldest() {
		Trace oldest = this.failed.peekFirst();
		Kept slow = this.slowest.isEmpty() ? null : this.slowest.get(0);
		if (slow != null && (oldest == null || slow.trace.endNanos() - oldest.endNanos() <= 0)) {
			this.slowest.remove(0);
			oldest = slow.trace;
		}
		else if (oldest != null) {
			this.failed.removeFirst();
		}
		else {
			return 0;
		}
		this.bytes -= oldest.bytes();
		return -oldest.bytes();
	}

	synchronized int bytes() {
		return this.bytes;
	}

	/** Returns the slowest, slowest first, since a minute. */
	synchronized List<Trace> slowest(int fromMinute) {
		return this.slowest.stream()
			.filter((kept) -> kept.minute >= fromMinute)
			.map(Kept::trace)
			.sorted((a, b) -> Long.compare(b.durationNanos(), a.durationNanos()))
			.limit(SLOWEST)
			.toList();
	}

	/** Returns those that failed, the last first. */
	synchronized List<Trace> failed() {
		List<Trace> result = new ArrayList<>(this.failed.size());
		this.failed.descendingIterator().forEachRemaining(result::add);
		return result;
	}

	synchronized @Nullable Trace find(String id) {
		for (Kept kept : this.slowest) {
			if (kept.trace.id().equals(id)) {
				return kept.trace;
			}
		}
		for (Trace trace : this.failed) {
			if (trace.id().equals(id)) {
				return trace;
			}
		}
		return null;
	}

	private record Kept(Trace trace, int minute) {

	}

}
