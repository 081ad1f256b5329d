package io.perfstarter.series;

import java.time.Instant;

/**
 * A span of time up to now that series are summed over: every interval that ended within
 * the last minutes, and the running one.
 */
public final class Window {

	private final TimeGrid grid;

	private final int minutes;

	private final long now;

	private final int fromTick;

	Window(TimeGrid grid, int minutes) {
		if (minutes < 1 || minutes > Series.MINUTES) {
			throw new IllegalArgumentException("minutes must be from 1 to " + Series.MINUTES + ", not " + minutes);
		}
		this.grid = grid;
		this.minutes = minutes;
		this.now = grid.now();
		// An interval [t, t + 1) counts if it ended after now - minutes.
		int from = grid.tick(this.now) - minutes * TimeGrid.TICKS_PER_MINUTE;
		// Whole minutes where intervals may have been rolled up: the same whether they
		// were.
		this.fromTick = (minutes > Series.FINE_MINUTES) ? from - Math.floorMod(from, TimeGrid.TICKS_PER_MINUTE) : from;
	}

	/**
	 * Returns the length that was asked for.
	 * @return minutes, from 1 to 60
	 */
	public int minutes() {
		return this.minutes;
	}

	/**
	 * Returns the end.
	 * @return now
	 */
	public Instant to() {
		return this.grid.instant(this.now);
	}

	/**
	 * Returns how long the window measured anything: less than was asked for after a
	 * start, up to one interval more otherwise, which beyond 5 minutes is one minute.
	 * @return seconds, above 0
	 */
	public double seconds() {
		long from = Math.max(0, this.grid.startOf(this.fromTick) - this.grid.started()) + this.grid.started();
		return Math.max(0.001, (this.now - from) / 1e9);
	}

	long nowNanos() {
		return this.now;
	}

	int fromTick() {
		return this.fromTick;
	}

}
