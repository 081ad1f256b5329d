package io.perfstarter.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Turns measured numbers into those that are shown: what cannot be known is absent.
 */
final class Units {

	private Units() {
	}

	/** Returns milliseconds with three decimals. */
	static double millis(long nanos) {
		return Math.round(nanos / 1e3) / 1e3;
	}

	static @Nullable Double millisIf(boolean known, long nanos) {
		return known ? millis(nanos) : null;
	}

	static @Nullable Double average(long nanos, long count) {
		return (count > 0) ? Math.round(nanos / 1e3 / count) / 1e3 : null;
	}

	/** Returns a ratio with four decimals. */
	static @Nullable Double ratio(long part, long whole) {
		return (whole > 0) ? Math.round(part * 1e4 / whole) / 1e4 : null;
	}

	static @Nullable Double mean(long sum, long count) {
		return (count > 0) ? Math.round(sum * 1e2 / count) / 1e2 : null;
	}

	static double perSecond(long count, double seconds) {
		return Math.round(count / seconds * 1e3) / 1e3;
	}

}
