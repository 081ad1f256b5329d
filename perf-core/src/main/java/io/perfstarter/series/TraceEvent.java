package io.perfstarter.series;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One event on the time line of an execution that was kept. Immutable.
 *
 * @param type what it is
 * @param offsetNanos when it began, from the start of the execution
 * @param durationNanos how long it took
 * @param rows rows read or changed
 * @param statement the statement of a query
 * @param callSite where it was caused, where that is known
 * @param batchSize the number of sets of bind values, or 0 if it is no batch
 * @param parameters the bind values, where they are kept
 */
public record TraceEvent(EventType type, long offsetNanos, long durationNanos, long rows, @Nullable Statement statement,
		@Nullable CallSite callSite, int batchSize, @Nullable String parameters) {

}
