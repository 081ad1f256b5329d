package io.perfstarter.analysis;

import io.perfstarter.trace.OperationKind;
import org.jspecify.annotations.Nullable;

/**
 * What one operation is to a statement.
 *
 * @param id the operation's id
 * @param kind what sort of work it is
 * @param name its name
 * @param count runs of the statement
 * @param totalMs durations added up
 * @param avgMs average duration
 * @param rows rows read or changed
 */
public record OperationShare(String id, OperationKind kind, String name, long count, double totalMs,
		@Nullable Double avgMs, long rows) {

}
