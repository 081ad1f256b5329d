package io.perfstarter.series;

import java.util.Random;

/**
 * Random numbers that can be had again: the seed is printed and can be given as
 * {@code -Dperf.seed=…}.
 */
final class Seeds {

	private static final long SEED = Long.getLong("perf.seed", new Random().nextLong());

	private Seeds() {
	}

	static Random random(Class<?> test) {
		System.out.println(test.getSimpleName() + ": perf.seed=" + SEED);
		return new Random(SEED);
	}

}
