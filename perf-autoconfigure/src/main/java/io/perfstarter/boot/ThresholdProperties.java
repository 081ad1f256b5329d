package io.perfstarter.boot;

import java.time.Duration;

import io.perfstarter.threshold.Thresholds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits.
 *
 * @param slowRequest Duration from which a request is logged as slow, at WARN.
 * @param verySlowRequest Duration from which a request is logged as very slow, at ERROR.
 * @param slowQuery Duration from which a statement is logged as slow, at WARN.
 * @param statementRepeats Number of runs of one statement, from the same place in one
 * execution, from which on it may be an N+1.
 * @param statementRows Number of rows read by one statement in a request above which the
 * result counts as unbounded.
 */
@ConfigurationProperties("performance.thresholds")
record ThresholdProperties(@DefaultValue("1s") Duration slowRequest, @DefaultValue("3s") Duration verySlowRequest,
		@DefaultValue("100ms") Duration slowQuery, @DefaultValue("5") int statementRepeats,
		@DefaultValue("1000") long statementRows) {

	private static final String POSITIVE = "a duration above zero, such as 500ms or 2s";

	ThresholdProperties {
		requirePositive("slow-request", slowRequest);
		requirePositive("very-slow-request", verySlowRequest);
		requirePositive("slow-query", slowQuery);
		requireRange("statement-repeats", statementRepeats, 2, 1000);
		requireRange("statement-rows", statementRows, 1, 10_000_000);
		if (verySlowRequest.compareTo(slowRequest) < 0) {
			throw new InvalidPropertyException("performance.thresholds.very-slow-request",
					verySlowRequest.toMillis() + "ms",
					"a duration of at least performance.thresholds.slow-request (" + slowRequest.toMillis() + "ms)");
		}
	}

	private static void requireRange(String name, long value, long min, long max) {
		if (value < min || value > max) {
			throw new InvalidPropertyException("performance.thresholds." + name, value,
					"a number from " + min + " to " + max);
		}
	}

	private static void requirePositive(String name, Duration value) {
		if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
			throw new InvalidPropertyException("performance.thresholds." + name, value.toMillis() + "ms",
					POSITIVE + ", at most 1d");
		}
	}

	Thresholds thresholds() {
		return new Thresholds(this.slowQuery, this.slowRequest, this.verySlowRequest);
	}

}
