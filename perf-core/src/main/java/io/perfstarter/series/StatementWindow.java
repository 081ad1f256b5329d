package io.perfstarter.series;

import io.perfstarter.trace.Statement;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a statement did in a window; or all of them together. Immutable. Durations are in
 * nanoseconds.
 *
 * @param statement the statement, or {@code null} for all together
 * @param count runs
 * @param nanos their durations added up
 * @param maxNanos the longest
 * @param percentiles of the durations
 * @param rows rows read or changed
 * @param errors runs that threw
 * @param slow runs above the threshold
 * @param batches runs that were batches
 * @param batchSize the sets of bind values of all batches together
 */
public record StatementWindow(@Nullable Statement statement, long count, long nanos, long maxNanos,
		Percentiles percentiles, long rows, long errors, long slow, long batches, long batchSize) {

	static StatementWindow of(@Nullable Statement statement, Interval sum, Histogram scratch) {
		return new StatementWindow(statement, sum.value(StatementSeries.COUNT), sum.value(StatementSeries.NANOS),
				sum.value(StatementSeries.MAX_NANOS),
				Percentiles.of(sum, sum.value(StatementSeries.MAX_NANOS), scratch), sum.value(StatementSeries.ROWS),
				sum.value(StatementSeries.ERRORS), sum.value(StatementSeries.SLOW), sum.value(StatementSeries.BATCHES),
				sum.value(StatementSeries.BATCH_SIZE));
	}

}
