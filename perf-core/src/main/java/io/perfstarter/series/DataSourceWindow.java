package io.perfstarter.series;

import org.HdrHistogram.Histogram;

/**
 * How a data source's connections were used in a window. Immutable. Durations are in
 * nanoseconds.
 *
 * @param name the data source's bean name
 * @param borrows connections taken
 * @param waitNanos time waited for them
 * @param maxWaitNanos the longest wait
 * @param returns connections given back
 * @param holdNanos time they were held
 * @param maxHoldNanos the longest time one was held
 * @param commits commits
 * @param rollbacks rollbacks
 * @param notBorrowed borrows that ended without a connection, mostly for a time-out
 * @param waits percentiles of the wait for one
 */
public record DataSourceWindow(String name, long borrows, long waitNanos, long maxWaitNanos, long returns,
		long holdNanos, long maxHoldNanos, long commits, long rollbacks, long notBorrowed, Percentiles waits) {

	static DataSourceWindow of(String name, Interval sum, Histogram scratch) {
		return new DataSourceWindow(name, sum.value(DataSourceSeries.BORROWS), sum.value(DataSourceSeries.WAIT_NANOS),
				sum.value(DataSourceSeries.MAX_WAIT_NANOS), sum.value(DataSourceSeries.RETURNS),
				sum.value(DataSourceSeries.HOLD_NANOS), sum.value(DataSourceSeries.MAX_HOLD_NANOS),
				sum.value(DataSourceSeries.COMMITS), sum.value(DataSourceSeries.ROLLBACKS),
				sum.value(DataSourceSeries.NOT_BORROWED),
				Percentiles.of(sum, sum.value(DataSourceSeries.MAX_WAIT_NANOS), scratch));
	}

}
