package io.perfstarter.trace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that only tests move. Thread-safe.
 */
public final class ManualClock implements NanoClock, InstantSource {

	/** Far from 0, so that nothing relies on where the nano clock starts. */
	private static final long ORIGIN = -7_654_321_987_654_321L;

	private final AtomicLong nanos = new AtomicLong(ORIGIN);

	private volatile Instant start;

	/**
	 * Creates a clock.
	 * @param start the time of day
	 */
	public ManualClock(Instant start) {
		this.start = start;
	}

	/** Creates a clock that starts at a whole minute. */
	public ManualClock() {
		this(Instant.parse("2026-01-02T03:04:00Z"));
	}

	@Override
	public long nanoTime() {
		return this.nanos.get();
	}

	@Override
	public Instant instant() {
		return this.start.plusNanos(this.nanos.get() - ORIGIN);
	}

	/**
	 * Lets time pass.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	/**
	 * Sets the time of day and leaves the nano clock alone.
	 * @param duration by how much, forward or back
	 */
	public void jump(Duration duration) {
		this.start = this.start.plus(duration);
	}

}
