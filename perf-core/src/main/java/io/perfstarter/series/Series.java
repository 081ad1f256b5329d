package io.perfstarter.series;

/**
 * One series: the running interval and the closed ones of the last hour. Thread-safe: a
 * short lock that is never held while anything else is waited for. An interval is closed
 * by the first measurement after it or by the housekeeping, so nothing depends on that
 * thread being in time.
 * <p>
 * Operations keep intervals of 10 seconds for 5 minutes and of a minute for an hour,
 * statements and data sources of a minute. This is where a longer history begins:
 * {@link #maintain} is the one place at which intervals are rolled up and dropped.
 */
abstract class Series {

	/** Whole minutes that are kept in intervals of 10 seconds. */
	static final int FINE_MINUTES = 5;

	/** Whole minutes that are kept at all. */
	static final int MINUTES = 60;

	/** Statements of an operation that an interval tells apart. */
	static final int MAX_STATEMENTS = 40;

	private final TimeGrid grid;

	private final Layout layout;

	private final int width;

	private final Interval live;

	private final Intervals fine = new Intervals();

	private final Intervals coarse = new Intervals();

	private int liveTick;

	private long liveEnd;

	private boolean retired;

	Series(TimeGrid grid, Layout layout, int width) {
		this.grid = grid;
		this.layout = layout;
		this.width = width;
		this.live = new Interval(layout, MAX_STATEMENTS);
		start(grid.now());
	}

	/** Returns the running interval; the caller holds the lock. */
	final Interval live(long now) {
		if (now - this.liveEnd >= 0) {
			roll(now);
		}
		return this.live;
	}

	/** Returns the running interval as it is; the caller holds the lock. */
	final Interval current() {
		return this.live;
	}

	private void roll(long now) {
		if (!this.live.isEmpty()) {
			closing(this.live);
			byte[] block = this.live.encode();
			if (this.width == 1) {
				this.fine.append(this.liveTick, block);
			}
			else {
				this.coarse.append(this.liveTick / TimeGrid.TICKS_PER_MINUTE, block);
			}
		}
		this.live.reset();
		start(now);
	}

	private void start(long now) {
		int tick = this.grid.tick(now);
		this.liveTick = tick - Math.floorMod(tick, this.width);
		this.liveEnd = this.grid.startOf(this.liveTick + this.width);
	}

	/** Closes the running interval before its end; the caller holds the lock. */
	final void close(long now) {
		roll(now);
	}

	/** Called under the lock before a running interval is closed. */
	void closing(Interval interval) {
	}

	/** Closes what has ended, rolls up what is old and drops what is older. */
	final synchronized void maintain(long now) {
		live(now);
		int minute = minute(this.grid.tick(now));
		while (this.fine.size() > 0 && minute(this.fine.number(0)) < minute - FINE_MINUTES) {
			rollUp(minute(this.fine.number(0)));
		}
		this.coarse.removeBefore(minute - MINUTES);
	}

	private void rollUp(int minute) {
		int count = 0;
		while (count < this.fine.size() && minute(this.fine.number(count)) == minute) {
			count++;
		}
		byte[] block = this.fine.block(0);
		if (count > 1) {
			Interval sum = new Interval(this.layout, MAX_STATEMENTS);
			for (int i = 0; i < count; i++) {
				sum.merge(this.fine.block(i));
			}
			block = sum.encode();
		}
		this.coarse.append(minute, block);
		this.fine.removeFirst(count);
	}

	/**
	 * Adds up the intervals that ended within the last minutes, and the running one.
	 * @param window which
	 * @return their sum
	 */
	final Interval sum(Window window) {
		Interval sum = new Interval(this.layout);
		byte[][] blocks;
		synchronized (this) {
			sum.merge(live(window.nowNanos()));
			blocks = blocks(window.fromTick());
		}
		for (byte[] block : blocks) {
			sum.merge(block);
		}
		return sum;
	}

	private byte[][] blocks(int fromTick) {
		int coarseFrom = 0;
		while (coarseFrom < this.coarse.size() && this.coarse.number(coarseFrom) < minute(fromTick)) {
			coarseFrom++;
		}
		int fineFrom = 0;
		while (fineFrom < this.fine.size() && this.fine.number(fineFrom) < fromTick) {
			fineFrom++;
		}
		int coarseCount = this.coarse.size() - coarseFrom;
		byte[][] blocks = new byte[coarseCount + this.fine.size() - fineFrom][];
		for (int i = 0; i < blocks.length; i++) {
			blocks[i] = (i < coarseCount) ? this.coarse.block(coarseFrom + i)
					: this.fine.block(fineFrom + i - coarseCount);
		}
		return blocks;
	}

	/** Whether nothing is kept; the caller holds the lock. */
	final boolean isEmpty() {
		return this.live.isEmpty() && this.fine.size() == 0 && this.coarse.size() == 0;
	}

	/** Whether the series was given up, so that additions must go elsewhere. */
	final boolean isRetired() {
		return this.retired;
	}

	/** Gives the series up; the caller holds the lock. */
	final void retire() {
		this.retired = true;
	}

	/**
	 * Takes over the minutes of a series that was closed to be given up; both are locked.
	 */
	final void absorb(Series other) {
		Intervals merged = new Intervals();
		int mine = 0;
		int theirs = 0;
		while (mine < this.coarse.size() || theirs < other.coarse.size()) {
			int here = (mine < this.coarse.size()) ? this.coarse.number(mine) : Integer.MAX_VALUE;
			int there = (theirs < other.coarse.size()) ? other.coarse.number(theirs) : Integer.MAX_VALUE;
			if (here == there) {
				Interval sum = new Interval(this.layout);
				sum.merge(this.coarse.block(mine++));
				sum.merge(other.coarse.block(theirs++));
				merged.append(here, sum.encode());
			}
			else if (here < there) {
				merged.append(here, this.coarse.block(mine++));
			}
			else {
				merged.append(there, other.coarse.block(theirs++));
			}
		}
		this.coarse.removeFirst(this.coarse.size());
		for (int i = 0; i < merged.size(); i++) {
			this.coarse.append(merged.number(i), merged.block(i));
		}
	}

	private static int minute(int tick) {
		return Math.floorDiv(tick, TimeGrid.TICKS_PER_MINUTE);
	}

}
