package io.perfstarter.series;

import java.util.Random;

/**
 * Distributions of durations as real systems have them, in nanoseconds.
 */
enum HeavyTail {

	/** Around 2 ms, with a tail of hundreds. */
	LOGNORMAL {

		@Override
		long next(Random random) {
			return (long) (2e6 * Math.exp(1.2 * random.nextGaussian()));
		}

	},

	/** From 0.5 ms; one in a thousand takes 200 times as long. */
	PARETO {

		@Override
		long next(Random random) {
			return (long) Math.min(3e12, 5e5 / Math.pow(1 - random.nextDouble(), 1 / 1.3));
		}

	},

	/** Cached in some 50 µs or computed in some 300 ms. */
	BIMODAL {

		@Override
		long next(Random random) {
			double middle = (random.nextInt(100) < 90) ? 5e4 : 3e8;
			return (long) (middle * Math.exp(0.3 * random.nextGaussian()));
		}

	};

	abstract long next(Random random);

}
