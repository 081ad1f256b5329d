package io.perfstarter.boot.jdbc;

import java.util.Locale;

import io.perfstarter.trace.LogLimiter;
import io.perfstarter.trace.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs slow statements, each at most 10 times a minute. Thread-safe.
 */
final class SlowQueryLog {

	private static final Logger logger = LoggerFactory.getLogger(SlowQueryLog.class);

	private final LogLimiter limiter = new LogLimiter();

	void log(SlowQuery query, long rows, long now) {
		long heldBack = this.limiter.permit(query.statement().id(), now);
		if (heldBack == LogLimiter.HOLD_BACK || !logger.isWarnEnabled()) {
			return;
		}
		StringBuilder line = new StringBuilder(256);
		line.append(String.format(Locale.ROOT, "Slow statement: %.1f ms, %d rows", query.nanos() / 1e6,
				query.updated() + rows));
		if (query.batchSize() > 0) {
			line.append(", a batch of ").append(query.batchSize());
		}
		if (query.operation() != null && query.operation() != Tracer.OUTSIDE) {
			line.append(", in ").append(query.operation());
		}
		if (query.callSite() != null) {
			line.append(", at ").append(query.callSite());
		}
		line.append(", on ").append(query.statement().dataSource());
		if (heldBack > 0) {
			line.append(", ").append(heldBack).append(" more since the last line");
		}
		line.append(": ").append(query.statement().sql());
		if (query.parameters() != null) {
			line.append(" -- ").append(query.parameters());
		}
		logger.warn("{}", line);
	}

}
