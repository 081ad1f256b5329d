package io.perfstarter.boot.metrics;

/**
 * The names of all meters, in one place.
 */
final class MeterNames {

	/** How long queries took, by {@code verb} and {@code table}. */
	static final String QUERY_DURATION = "db.query.duration";

	/** Queries that requests ran, by {@code route}. */
	static final String REQUEST_QUERIES = "performance.request.queries";

	/** How long steps took, by {@code step}. */
	static final String STEP_DURATION = "performance.step.duration";

	/** Executions that run now. */
	static final String ACTIVE = "performance.requests.active";

	/** Kept executions that were given up for want of room. */
	static final String TRACES_DROPPED = "performance.traces.dropped";

	/** Failures inside the instrumentation. */
	static final String FAILURES = "performance.failures";

	private MeterNames() {
	}

}
