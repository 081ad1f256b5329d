package io.perfstarter.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongSupplier;

import io.perfstarter.sql.Fingerprint;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with an operation, added up over the executions that showed it. Guarded
 * by {@link Findings}.
 */
final class Finding {

	private static final int REMEMBERED = 32;

	private static final int MINUTES = 60;

	private final String id;

	private final Operation operation;

	private final FindingType type;

	private final @Nullable LoadCause cause;

	private final @Nullable String subject;

	private @Nullable Statement statement;

	private @Nullable CallSite callSite;

	private Observation.@Nullable Source source;

	private Instant firstSeen = Instant.EPOCH;

	private Instant lastSeen = Instant.EPOCH;

	/** When it was seen last, expected or not. */
	private Instant touched = Instant.EPOCH;

	private long executions;

	/** How many of them were looked at. */
	private long judged;

	private long expected;

	/** Of the last executions, how often it happened in each. */
	private final int[] repeats = new int[REMEMBERED];

	private int maxRepeats;

	private long maxRows;

	private long lostNanos;

	private boolean frequent;

	private boolean rendering;

	/** Of the last hour, minute by minute. */
	private final long[] lostByMinute = new long[MINUTES];

	private final int[] seenByMinute = new int[MINUTES];

	private final long[] minutes = new long[MINUTES];

	Finding(Operation operation, Observation first) {
		this.operation = operation;
		this.type = first.type();
		this.cause = first.cause();
		this.subject = first.subject();
		this.id = Fingerprint.id(operation.id(), first.key());
	}

	/**
	 * Adds what one execution showed.
	 * @param weight for how many executions it stands
	 */
	void add(Observation seen, Instant at, boolean expected, int weight) {
		this.touched = at;
		if (expected) {
			this.expected += weight;
			describe(seen);
			return;
		}
		if (this.executions == 0) {
			this.firstSeen = at;
		}
		this.lastSeen = at;
		this.executions += weight;
		this.repeats[(int) (this.judged++ % REMEMBERED)] = seen.repeats();
		this.maxRepeats = Math.max(this.maxRepeats, seen.repeats());
		this.maxRows = Math.max(this.maxRows, seen.rows());
		this.lostNanos += weight * seen.lostNanos();
		long minute = at.getEpochSecond() / MINUTES;
		int slot = (int) (minute % MINUTES);
		if (this.minutes[slot] != minute) {
			this.minutes[slot] = minute;
			this.lostByMinute[slot] = 0;
			this.seenByMinute[slot] = 0;
		}
		this.seenByMinute[slot] += weight;
		this.lostByMinute[slot] += weight * seen.lostNanos();
		describe(seen);
	}

	private void describe(Observation seen) {
		this.rendering = seen.rendering();
		if (seen.statement() != null) {
			this.statement = seen.statement();
		}
		if (seen.callSite() != null) {
			this.callSite = seen.callSite();
		}
		Observation.Source source = seen.source();
		Observation.Source before = this.source;
		if (source == null) {
			return;
		}
		if (source.callSite() == null && before != null && before.statement().equals(source.statement())) {
			// The place is known at first sight only
			source = new Observation.Source(source.statement(), before.callSite(), source.rows(), source.path());
		}
		this.source = source;
	}

	/**
	 * Whether enough executions have shown it.
	 * @param inAll how many executions of the operation there were within the last hour;
	 * without any it stays as it was
	 */
	boolean isCertain(Instant now, LongSupplier inAll) {
		if (this.executions < this.type.executions()) {
			return false;
		}
		if (this.type.share() > 0) {
			long all = inAll.getAsLong();
			this.frequent = (all > 0) ? seenInLastHour(now) >= this.type.share() * all : this.frequent;
			return this.frequent;
		}
		return true;
	}

	private long seenInLastHour(Instant now) {
		long minute = now.getEpochSecond() / MINUTES;
		long seen = 0;
		for (int slot = 0; slot < MINUTES; slot++) {
			seen += (minute - this.minutes[slot] < MINUTES) ? this.seenByMinute[slot] : 0;
		}
		return seen;
	}

	/** Whether only executions showed it that were expected to. */
	boolean isExpected() {
		return this.expected > 0 && this.executions == 0;
	}

	/**
	 * Returns the time that could be saved in an hour, in milliseconds: that of the last
	 * hour, or projected from the time that has been watched.
	 */
	double lostMillisPerHour(Instant watchedSince, Instant now) {
		long minute = now.getEpochSecond() / MINUTES;
		long lost = 0;
		for (int slot = 0; slot < MINUTES; slot++) {
			if (minute - this.minutes[slot] < MINUTES) {
				lost += this.lostByMinute[slot];
			}
		}
		double hours = Math.min(1, Math.max(Duration.between(watchedSince, now).toSeconds() / 3600.0, 1.0 / MINUTES));
		return Math.round(lost / 1e3 / hours) / 1e3;
	}

	/** Returns the middle one of how often it happened in each of the last executions. */
	int typicalRepeats() {
		int count = (int) Math.min(this.judged, REMEMBERED);
		int[] sorted = Arrays.copyOf(this.repeats, count);
		Arrays.sort(sorted);
		return (count > 0) ? sorted[count / 2] : 0;
	}

	String id() {
		return this.id;
	}

	Operation operation() {
		return this.operation;
	}

	FindingType type() {
		return this.type;
	}

	@Nullable LoadCause cause() {
		return this.cause;
	}

	@Nullable String subject() {
		return this.subject;
	}

	@Nullable Statement statement() {
		return this.statement;
	}

	@Nullable CallSite callSite() {
		return this.callSite;
	}

	Observation.@Nullable Source source() {
		return this.source;
	}

	Instant firstSeen() {
		return this.firstSeen;
	}

	Instant lastSeen() {
		return this.lastSeen;
	}

	Instant touched() {
		return this.touched;
	}

	long executions() {
		return this.executions;
	}

	int maxRepeats() {
		return this.maxRepeats;
	}

	long maxRows() {
		return this.maxRows;
	}

	long lostNanos() {
		return this.lostNanos;
	}

	boolean isRendering() {
		return this.rendering;
	}

}
