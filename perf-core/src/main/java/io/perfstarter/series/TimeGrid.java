package io.perfstarter.series;

import java.time.Instant;
import java.time.InstantSource;

import io.perfstarter.trace.NanoClock;

/**
 * Cuts time into numbered intervals of 10 seconds. Immutable, thread-safe.
 * <p>
 * Intervals lie on the nano clock, so that a wall clock that jumps neither empties nor
 * doubles a window; at the start they are aligned to whole minutes of the wall clock.
 */
public final class TimeGrid {

	static final long TICK_NANOS = 10_000_000_000L;

	static final int TICKS_PER_MINUTE = 6;

	private static final long MINUTE_MILLIS = 60_000;

	private final NanoClock clock;

	private final InstantSource wall;

	private final long origin;

	private final long started;

	/**
	 * Creates a grid.
	 * @param clock the clock that durations are measured with
	 * @param wall tells the time of day
	 */
	public TimeGrid(NanoClock clock, InstantSource wall) {
		this.clock = clock;
		this.wall = wall;
		this.started = clock.nanoTime();
		this.origin = this.started - (wall.millis() % MINUTE_MILLIS) * 1_000_000;
	}

	long now() {
		return this.clock.nanoTime();
	}

	/** Returns when measuring began, on the nano clock. */
	long started() {
		return this.started;
	}

	int tick(long nanos) {
		return (int) Math.floorDiv(nanos - this.origin, TICK_NANOS);
	}

	long startOf(int tick) {
		return this.origin + tick * TICK_NANOS;
	}

	/**
	 * Returns the time of day of a moment.
	 * @param nanos a reading of the nano clock
	 * @return the instant, by what the wall clock says now
	 */
	public Instant instant(long nanos) {
		return this.wall.instant().minusNanos(this.clock.nanoTime() - nanos);
	}

}
