package io.perfstarter.boot.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.series.HousekeepingTask;
import io.perfstarter.trace.Tracer;

/**
 * Requests that ended with an error and wait for the dispatch to an error page. Mostly it
 * follows at once. Where there is no such page, it never does: after a while the
 * execution is ended as of then. Thread-safe.
 * <p>
 * A {@code ServletRequestListener} would tell the end of each request, but with the first
 * of them Tomcat makes an event of every request attribute that anybody sets.
 */
final class AwaitedErrors implements HousekeepingTask {

	private static final long PATIENCE_NANOS = 10_000_000_000L;

	private final Tracer tracer;

	private final Map<MeasuredResponse, Long> since = new ConcurrentHashMap<>();

	AwaitedErrors(Tracer tracer) {
		this.tracer = tracer;
	}

	void add(MeasuredResponse response, int status) {
		response.execution().status(status);
		response.execution().responseBytes(response.bytes());
		response.awaitingError(true);
		this.since.put(response, this.tracer.clock().nanoTime());
	}

	/** Claims a request: whoever gets {@code true} ends it. */
	boolean take(MeasuredResponse response) {
		boolean taken = this.since.remove(response) != null;
		if (taken) {
			response.awaitingError(false);
		}
		return taken;
	}

	@Override
	public void run() {
		long now = this.tracer.clock().nanoTime();
		this.since.forEach((response, at) -> {
			if (now - at >= PATIENCE_NANOS && take(response)) {
				this.tracer.end(response.execution(), at);
			}
		});
	}

}
