package io.perfstarter.series;

import io.perfstarter.trace.Connections;

/**
 * The series of one data source's connections; its histogram is of the waits for them.
 * Thread-safe.
 */
final class DataSourceSeries extends Series {

	static final int BORROWS = 0;

	static final int WAIT_NANOS = 1;

	static final int RETURNS = 2;

	static final int HOLD_NANOS = 3;

	static final int COMMITS = 4;

	static final int ROLLBACKS = 5;

	static final int NOT_BORROWED = 6;

	static final int MAX_WAIT_NANOS = 7;

	static final int MAX_HOLD_NANOS = 8;

	private final String name;

	DataSourceSeries(TimeGrid grid, String name) {
		super(grid, Layout.DATA_SOURCE, TimeGrid.TICKS_PER_MINUTE);
		this.name = name;
	}

	String name() {
		return this.name;
	}

	synchronized void add(Connections connections, int source, long now) {
		Interval live = live(now);
		live.add(BORROWS, connections.borrows(source));
		live.add(WAIT_NANOS, connections.waitNanos(source));
		live.add(NOT_BORROWED, connections.notBorrowed(source));
		live.add(MAX_WAIT_NANOS, connections.maxWaitNanos(source));
		for (int i = 0; i < connections.waits(); i++) {
			if (connections.waitSource(i) == source) {
				live.duration(connections.waitNanosOf(i), connections.waitWeight());
			}
		}
		live.add(RETURNS, connections.returns(source));
		live.add(HOLD_NANOS, connections.holdNanos(source));
		live.add(MAX_HOLD_NANOS, connections.maxHoldNanos(source));
		live.add(COMMITS, connections.commits(source));
		live.add(ROLLBACKS, connections.rollbacks(source));
	}

	synchronized void addReturn(long holdNanos, long now) {
		Interval live = live(now);
		live.add(RETURNS, 1);
		live.add(HOLD_NANOS, holdNanos);
		live.add(MAX_HOLD_NANOS, holdNanos);
	}

}
