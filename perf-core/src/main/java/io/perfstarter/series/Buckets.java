package io.perfstarter.series;

/**
 * The bucket layout of HdrHistogram with 2 significant digits: values below 256 ns have a
 * bucket each, above that every power of two is cut into 128. Live intervals count in
 * these buckets, closed ones are encoded by them, and windows add them up in an
 * {@link org.HdrHistogram.Histogram} of the same precision, so that merging loses
 * nothing.
 */
final class Buckets {

	/**
	 * Values above, about 73 minutes, count in the last bucket; their sum stays exact.
	 */
	static final long MAX_VALUE = (1L << 42) - 1;

	static final int SIGNIFICANT_DIGITS = 2;

	private static final int SUB_BITS = 8;

	private static final int HALF_BITS = SUB_BITS - 1;

	static final int COUNT = index(MAX_VALUE) + 1;

	private Buckets() {
	}

	static int index(long value) {
		long clamped = Math.max(0, Math.min(value, MAX_VALUE));
		int bucket = Math.max(0, 64 - SUB_BITS - Long.numberOfLeadingZeros(clamped));
		return (bucket << HALF_BITS) + (int) (clamped >>> bucket);
	}

	/** Returns the smallest value of a bucket. */
	static long lowest(int index) {
		int bucket = Math.max(0, (index >> HALF_BITS) - 1);
		return ((long) index - ((long) bucket << HALF_BITS)) << bucket;
	}

	/** Returns a value in the middle of a bucket. */
	static long middle(int index) {
		int bucket = Math.max(0, (index >> HALF_BITS) - 1);
		return lowest(index) + ((1L << bucket) >> 1);
	}

}
