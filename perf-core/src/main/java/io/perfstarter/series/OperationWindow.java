package io.perfstarter.series;

import io.perfstarter.trace.Operation;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What an operation did in a window; or all of them together. Immutable. Durations are in
 * nanoseconds.
 *
 * @param operation the operation, or {@code null} for all together
 * @param count executions
 * @param errors executions that failed (5xx, or an exception)
 * @param clientErrors executions that were answered with 4xx
 * @param nanos their durations added up
 * @param minNanos the shortest
 * @param maxNanos the longest
 * @param percentiles of the durations
 * @param queries queries run
 * @param maxQueries the most queries that one execution ran
 * @param databaseNanos time spent executing statements
 * @param maxQueryNanos the slowest query
 * @param slowQueries queries above the threshold
 * @param failedQueries queries that threw
 * @param rowsRead rows read
 * @param rowsUpdated rows changed
 * @param borrows connections taken
 * @param waitNanos time waited for connections
 * @param maxWaitNanos the longest wait
 * @param rendered executions that rendered a view
 * @param renderNanos time spent rendering
 * @param responseBytes sizes of the response bodies added up
 * @param clientCalls calls to other services
 * @param clientNanos time spent in calls to other services
 * @param items items worked on
 * @param rollbacks transactions rolled back
 */
public record OperationWindow(@Nullable Operation operation, long count, long errors, long clientErrors, long nanos,
		long minNanos, long maxNanos, Percentiles percentiles, long queries, long maxQueries, long databaseNanos,
		long maxQueryNanos, long slowQueries, long failedQueries, long rowsRead, long rowsUpdated, long borrows,
		long waitNanos, long maxWaitNanos, long rendered, long renderNanos, long responseBytes, long clientCalls,
		long clientNanos, long items, long rollbacks) {

	static OperationWindow of(@Nullable Operation operation, Interval sum, Histogram scratch) {
		return new OperationWindow(operation, sum.value(OperationSeries.COUNT), sum.value(OperationSeries.ERRORS),
				sum.value(OperationSeries.CLIENT_ERRORS), sum.value(OperationSeries.NANOS),
				sum.value(OperationSeries.MIN_NANOS), sum.value(OperationSeries.MAX_NANOS),
				Percentiles.of(sum, sum.value(OperationSeries.MAX_NANOS), scratch), sum.value(OperationSeries.QUERIES),
				sum.value(OperationSeries.MAX_QUERIES), sum.value(OperationSeries.DATABASE_NANOS),
				sum.value(OperationSeries.MAX_QUERY_NANOS), sum.value(OperationSeries.SLOW_QUERIES),
				sum.value(OperationSeries.FAILED_QUERIES), sum.value(OperationSeries.ROWS_READ),
				sum.value(OperationSeries.ROWS_UPDATED), sum.value(OperationSeries.BORROWS),
				sum.value(OperationSeries.WAIT_NANOS), sum.value(OperationSeries.MAX_WAIT_NANOS),
				sum.value(OperationSeries.RENDERED), sum.value(OperationSeries.RENDER_NANOS),
				sum.value(OperationSeries.RESPONSE_BYTES), sum.value(OperationSeries.CLIENT_CALLS),
				sum.value(OperationSeries.CLIENT_NANOS), sum.value(OperationSeries.ITEMS),
				sum.value(OperationSeries.ROLLBACKS));
	}

}
