package io.perfstarter.analysis;

import java.time.Instant;

import io.perfstarter.series.Trace;
import org.jspecify.annotations.Nullable;

/**
 * One execution that was kept, in short.
 *
 * @param id its id
 * @param operationId the id of its operation
 * @param operation the name of its operation
 * @param startedAt when it began
 * @param durationMs how long it took
 * @param status its HTTP status, where there is one
 * @param error the class of the exception that ended it, where one did
 * @param queries queries it ran
 * @param databaseMs time spent executing statements
 */
public record TraceFigures(String id, String operationId, String operation, Instant startedAt, double durationMs,
		@Nullable Integer status, @Nullable String error, int queries, double databaseMs) {

	static TraceFigures of(Trace trace) {
		return new TraceFigures(trace.id(), trace.operation().id(), trace.operation().name(), trace.startedAt(),
				Units.millis(trace.durationNanos()), (trace.status() != 0) ? trace.status() : null, trace.error(),
				trace.queries(), Units.millis(trace.databaseNanos()));
	}

}
