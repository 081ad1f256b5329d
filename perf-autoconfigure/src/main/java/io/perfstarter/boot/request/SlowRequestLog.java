package io.perfstarter.boot.request;

import java.util.Locale;

import io.perfstarter.series.ExecutionListener;
import io.perfstarter.threshold.Thresholds;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.LogLimiter;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs slow requests at WARN and very slow ones at ERROR, each operation at most 10 times
 * a minute and level. Thread-safe.
 */
final class SlowRequestLog implements ExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(SlowRequestLog.class);

	private final LogLimiter limiter = new LogLimiter();

	private final long slowNanos;

	private final long verySlowNanos;

	SlowRequestLog(Thresholds thresholds) {
		this.slowNanos = thresholds.slowRequest().toNanos();
		this.verySlowNanos = thresholds.verySlowRequest().toNanos();
	}

	@Override
	public void ended(Execution execution) {
		if (execution.durationNanos() >= this.slowNanos && execution.kind() == OperationKind.HTTP) {
			log(execution, execution.durationNanos() >= this.verySlowNanos);
		}
	}

	private void log(Execution execution, boolean verySlow) {
		Operation operation = execution.operation();
		String name = (operation != null) ? operation.name() : "?";
		long heldBack = this.limiter.permit((verySlow ? "very " : "") + name, execution.endNanos());
		if (heldBack == LogLimiter.HOLD_BACK) {
			return;
		}
		Track track = execution.track();
		String line = String.format(Locale.ROOT,
				"%s request: %s took %.1f ms, status %d, %d queries in %.1f ms, connection wait %.1f ms, render %.1f ms%s",
				verySlow ? "Very slow" : "Slow", name, execution.durationNanos() / 1e6, execution.status(),
				track.queries(), track.databaseNanos() / 1e6, track.connections().waitNanos() / 1e6,
				track.renderNanos() / 1e6, (heldBack > 0) ? ", " + heldBack + " more since the last line" : "");
		if (verySlow) {
			logger.error(line);
		}
		else {
			logger.warn(line);
		}
	}

}
