package io.perfstarter.boot.jdbc;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was slow, to be logged once its rows are known.
 *
 * @param statement the statement
 * @param operation what ran it, where that is known
 * @param callSite where it was run
 * @param nanos how long it took
 * @param updated rows it changed
 * @param batchSize the number of its sets of bind values, or 0 if it is no batch
 * @param parameters its bind values, where they are kept
 */
record SlowQuery(Statement statement, @Nullable Operation operation, @Nullable CallSite callSite, long nanos,
		long updated, int batchSize, @Nullable String parameters) {

}
