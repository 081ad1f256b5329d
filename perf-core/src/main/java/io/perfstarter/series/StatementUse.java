package io.perfstarter.series;

import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;

/**
 * How an operation used a statement in a window. Immutable.
 *
 * @param operation the operation
 * @param statement the statement
 * @param count runs
 * @param nanos their durations added up, in nanoseconds
 * @param rows rows read or changed
 */
public record StatementUse(Operation operation, Statement statement, long count, long nanos, long rows) {

}
