package io.perfstarter.threshold;

import java.time.Duration;

/**
 * The limits that measurements are held against. Immutable.
 *
 * @param slowQuery a statement that takes at least this long is slow
 * @param slowRequest a request that takes at least this long is slow
 * @param verySlowRequest a request that takes at least this long is very slow
 */
public record Thresholds(Duration slowQuery, Duration slowRequest, Duration verySlowRequest) {

	/** The limits where nothing else is configured. */
	public static final Thresholds DEFAULTS = new Thresholds(Duration.ofMillis(100), Duration.ofSeconds(1),
			Duration.ofSeconds(3));

}
