package io.perfstarter.series;

import org.HdrHistogram.Histogram;

/**
 * Percentiles of a window's durations. Within 1 % of the exact value.
 *
 * @param p50 the median in nanoseconds
 * @param p95 95 % took at most this many nanoseconds
 * @param p99 99 % took at most this many nanoseconds
 */
public record Percentiles(long p50, long p95, long p99) {

	static final Percentiles NONE = new Percentiles(0, 0, 0);

	/** Returns a histogram to work with: one for all the series of an answer. */
	static Histogram scratch() {
		return new Histogram(1, Buckets.MAX_VALUE, Buckets.SIGNIFICANT_DIGITS);
	}

	static Percentiles of(Interval interval, long max, Histogram scratch) {
		scratch.reset();
		interval.histogram().forEach((index, count) -> scratch.recordValueWithCount(Buckets.lowest(index), count));
		return of(scratch, max);
	}

	private static Percentiles of(Histogram histogram, long max) {
		if (histogram.getTotalCount() == 0) {
			return NONE;
		}
		return new Percentiles(at(histogram, 50, max), at(histogram, 95, max), at(histogram, 99, max));
	}

	/** The middle of a bucket may lie above the longest that was measured. */
	private static long at(Histogram histogram, double percentile, long max) {
		return Math.min(max, histogram.medianEquivalentValue(histogram.getValueAtPercentile(percentile)));
	}

}
