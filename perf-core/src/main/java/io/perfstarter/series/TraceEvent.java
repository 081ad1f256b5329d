package io.perfstarter.series;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Operation;
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
 * @param operation the operation of a step or of a call to another service
 * @param callSite where it was caused, where that is known
 * @param batchSize the number of sets of bind values, or 0 if it is no batch
 * @param parameters the bind values, where they are kept
 * @param bind of a query, what tells one set of bind values from another
 * @param cause why a query was run, if the application did not ask for it
 * @param lane on which of the execution's threads: 0 is the first
 * @param flag of a step or a call 1 if it failed; of a connection that was held 1 if a
 * transaction was open
 */
public record TraceEvent(EventType type, long offsetNanos, long durationNanos, long rows, @Nullable Statement statement,
		@Nullable Operation operation, @Nullable CallSite callSite, int batchSize, @Nullable String parameters,
		int bind, @Nullable LoadCause cause, int lane, int flag) {

}
