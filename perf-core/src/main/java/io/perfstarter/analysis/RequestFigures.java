package io.perfstarter.analysis;

import io.perfstarter.series.OperationWindow;
import org.jspecify.annotations.Nullable;

/**
 * All HTTP requests of a window.
 *
 * @param total requests
 * @param perSecond requests a second
 * @param avgMs average duration
 * @param minMs shortest
 * @param maxMs longest
 * @param p50Ms median
 * @param p95Ms 95th percentile
 * @param p99Ms 99th percentile
 * @param errorRate share that failed (5xx)
 * @param clientErrorRate share answered with 4xx
 * @param active requests that run now
 */
public record RequestFigures(long total, double perSecond, @Nullable Double avgMs, @Nullable Double minMs,
		@Nullable Double maxMs, @Nullable Double p50Ms, @Nullable Double p95Ms, @Nullable Double p99Ms,
		@Nullable Double errorRate, @Nullable Double clientErrorRate, int active) {

	static RequestFigures of(OperationWindow window, double seconds, int active) {
		boolean any = window.count() > 0;
		return new RequestFigures(window.count(), Units.perSecond(window.count(), seconds),
				Units.average(window.nanos(), window.count()), Units.millisIf(any, window.minNanos()),
				Units.millisIf(any, window.maxNanos()), Units.millisIf(any, window.percentiles().p50()),
				Units.millisIf(any, window.percentiles().p95()), Units.millisIf(any, window.percentiles().p99()),
				Units.ratio(window.errors(), window.count()), Units.ratio(window.clientErrors(), window.count()),
				active);
	}

}
