package io.perfstarter.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What one look at the clock costs on this machine. It is the floor under whatever takes
 * the time of a query: two looks for each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NanoTimeBenchmark {

	/**
	 * Looks once.
	 * @return the time, so that nothing is optimised away
	 */
	@Benchmark
	public long nanoTime() {
		return System.nanoTime();
	}

}
