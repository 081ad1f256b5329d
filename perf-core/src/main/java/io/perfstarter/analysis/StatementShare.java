package io.perfstarter.analysis;

import io.perfstarter.sql.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What one statement is to an operation.
 *
 * @param id the statement's id
 * @param sql its normalised text
 * @param verb what it does
 * @param table its main table, where that is known
 * @param count runs
 * @param perExecution runs in an execution, on average
 * @param totalMs durations added up
 * @param avgMs average duration
 * @param rows rows read or changed
 */
public record StatementShare(String id, String sql, Verb verb, @Nullable String table, long count,
		@Nullable Double perExecution, double totalMs, @Nullable Double avgMs, long rows) {

}
