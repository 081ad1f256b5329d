package io.perfstarter.series;

/**
 * Counts of queries since the start by how long they took, as meters want them. Not
 * thread-safe.
 */
public final class QueryTotals {

	private static final double[] BOUNDS = { 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5 };

	private static final int[] BUCKET_OF_INDEX = bucketOfIndex();

	/** No query at all. */
	public static final QueryTotals NONE = new QueryTotals();

	private final long[] counts = new long[BOUNDS.length + 1];

	private long nanos;

	QueryTotals() {
	}

	private static int[] bucketOfIndex() {
		int[] result = new int[Buckets.COUNT];
		for (int index = 0; index < result.length; index++) {
			double seconds = Buckets.middle(index) / 1e9;
			int bucket = 0;
			while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
				bucket++;
			}
			result[index] = bucket;
		}
		return result;
	}

	/**
	 * Returns the upper bounds of the buckets.
	 * @return seconds, rising; beyond the last there is one more bucket
	 */
	public static double[] bounds() {
		return BOUNDS.clone();
	}

	void add(Interval interval) {
		interval.histogram().forEach((index, count) -> this.counts[BUCKET_OF_INDEX[index]] += count);
		this.nanos += interval.value(StatementSeries.NANOS);
	}

	void add(QueryTotals other) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
		this.nanos += other.nanos;
	}

	/**
	 * Returns the count of one bucket alone.
	 * @param bucket from 0; the last is what is beyond all bounds
	 * @return queries, exact but for those within 1 % of a bound
	 */
	public long count(int bucket) {
		return this.counts[bucket];
	}

	/**
	 * Returns the count of all buckets.
	 * @return queries
	 */
	public long count() {
		long sum = 0;
		for (long count : this.counts) {
			sum += count;
		}
		return sum;
	}

	/**
	 * Returns the time spent.
	 * @return seconds
	 */
	public double seconds() {
		return this.nanos / 1e9;
	}

}
