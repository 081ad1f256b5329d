package io.perfstarter.series;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Percentiles on the whole way from recorder to window, against the sorted samples.
 */
class AccuracyTests {

	private static final int SAMPLES = 100_000;

	private static final Operation OPERATION = TestBed.http("GET /orders");

	private static final Statement STATEMENT = TestBed.statement("select * from orders where id = ?");

	private final Random random = Seeds.random(AccuracyTests.class);

	private final TestBed bed = new TestBed();

	@ParameterizedTest
	@EnumSource
	void percentilesOfOneInterval(HeavyTail durations) {
		long[] samples = record(durations, Duration.ZERO);
		check(durations + " in one interval", samples, 1);
	}

	@ParameterizedTest
	@EnumSource
	void percentilesOfManyIntervals(HeavyTail durations) {
		long[] samples = record(durations, Duration.ofSeconds(10));
		check(durations + " in 30 intervals of 10 s", samples, 6);
	}

	@ParameterizedTest
	@EnumSource
	void percentilesOfRolledUpMinutes(HeavyTail durations) {
		long[] samples = record(durations, Duration.ofSeconds(110));
		check(durations + " over 55 minutes", samples, 60);
	}

	private long[] record(HeavyTail durations, Duration step) {
		long[] samples = new long[SAMPLES];
		for (int i = 0; i < SAMPLES; i++) {
			if (i % (SAMPLES / 30) == 0) {
				this.bed.clock().advance(step);
				this.bed.store().maintain();
			}
			long nanos = durations.next(this.random);
			samples[i] = nanos;
			this.bed.run(OPERATION, nanos, (execution) -> TestBed.query(execution, STATEMENT, nanos));
		}
		Arrays.sort(samples);
		return samples;
	}

	private void check(String what, long[] sorted, int minutes) {
		Window window = this.bed.store().window(minutes);
		OperationWindow operation = this.bed.store().operation(window, OPERATION);
		StatementWindow statement = this.bed.store().statement(window, STATEMENT);
		assertThat(operation.count()).isEqualTo(SAMPLES);
		assertThat(operation.nanos()).isEqualTo(Arrays.stream(sorted).sum());
		assertThat(operation.minNanos()).isEqualTo(sorted[0]);
		assertThat(operation.maxNanos()).isEqualTo(sorted[SAMPLES - 1]);
		double worst = worst(operation.percentiles(), sorted);
		System.out.printf("%s: worst error of p50, p95, p99 is %.3f %%%n", what, 100 * worst);
		assertThat(worst).isCloseTo(0, within(0.02));
		assertThat(statement.count()).isEqualTo(SAMPLES);
		assertThat(statement.percentiles()).isEqualTo(operation.percentiles());
	}

	private static double worst(Percentiles percentiles, long[] sorted) {
		return Math.max(error(percentiles.p50(), sorted, 0.50),
				Math.max(error(percentiles.p95(), sorted, 0.95), error(percentiles.p99(), sorted, 0.99)));
	}

	private static double error(long measured, long[] sorted, double quantile) {
		long exact = sorted[(int) Math.ceil(quantile * sorted.length) - 1];
		return Math.abs(measured - exact) / (double) exact;
	}

}
