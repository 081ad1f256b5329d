package io.perfstarter.boot.request;

import java.util.Locale;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;

/**
 * The headers that tell how long an answer took until it was committed.
 */
final class ResponseTime {

	static final String RESPONSE_TIME = "X-Response-Time";

	static final String SERVER_TIMING = "Server-Timing";

	/** ".000ms" to ".999ms", so that a header costs one string and not four. */
	private static final String[] FRACTIONS = new String[1000];

	static {
		for (int i = 0; i < FRACTIONS.length; i++) {
			FRACTIONS[i] = String.format(Locale.ROOT, ".%03dms", i);
		}
	}

	private ResponseTime() {
	}

	/** Returns a duration as {@code 12.345ms}. */
	static String text(long nanos) {
		long micros = Math.max(0, nanos) / 1000;
		return (micros / 1000) + FRACTIONS[(int) (micros % 1000)];
	}

	static String serverTiming(Tracer tracer, Execution execution, long now) {
		Track track = execution.track();
		StringBuilder text = new StringBuilder(80);
		text.append("total;dur=").append(millis(now - execution.startNanos()));
		int queries = tracer.queries(execution);
		text.append(", db;dur=").append(millis(tracer.databaseNanos(execution)));
		text.append(";desc=\"").append(queries).append((queries == 1) ? " query\"" : " queries\"");
		if (track.hasRendered()) {
			text.append(", render;dur=").append(millis(track.renderNanos(now)));
		}
		return text.toString();
	}

	private static String millis(long nanos) {
		String text = text(nanos);
		return text.substring(0, text.length() - 2);
	}

}
