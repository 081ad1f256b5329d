package io.perfstarter.analysis;

import java.util.function.Consumer;

import io.perfstarter.series.Trace;
import io.perfstarter.series.TraceEvent;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Judges transactions: changes in read-only ones, and those that are rolled back. What a
 * caller got a 4xx for is the caller's doing.
 */
final class Transactions implements Rule {

	@Override
	public void judge(Judged execution, Consumer<Observation> found) {
		Trace trace = execution.trace();
		if (trace.readOnlyWrites() > 0) {
			Statement statement = onlyWrite(execution);
			found.accept(
					Observation.of(FindingType.READ_ONLY_WRITE, statement, null, null, trace.readOnlyWrites(), 0, 0));
		}
		boolean refused = trace.status() >= 400 && trace.status() < 500;
		if (trace.rollbacks() > 0 && !refused) {
			found.accept(Observation.of(FindingType.REPEATED_ROLLBACK, null, null, trace.error(),
					(int) trace.rollbacks(), 0, trace.databaseNanos()));
		}
	}

	/** Of several statements it is not known which ran on the read-only connection. */
	private static @Nullable Statement onlyWrite(Judged execution) {
		Statement only = null;
		for (TraceEvent query : execution.queries()) {
			Statement statement = query.statement();
			if (statement != null && statement.verb().isWrite()) {
				if (only != null && !only.equals(statement)) {
					return null;
				}
				only = statement;
			}
		}
		return only;
	}

}
