package io.perfstarter.analysis;

import io.perfstarter.series.StatementWindow;
import io.perfstarter.sql.Verb;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One statement in a window.
 *
 * @param id its id
 * @param sql its normalised text
 * @param verb what it does
 * @param table its main table, where that is known
 * @param dataSource the bean name of the data source it runs on
 * @param count runs
 * @param totalMs durations added up
 * @param avgMs average duration
 * @param p50Ms median
 * @param p95Ms 95th percentile
 * @param p99Ms 99th percentile
 * @param maxMs longest
 * @param rows rows read or changed
 * @param errors runs that threw
 * @param slow runs above the threshold
 * @param batchSizeAvg average number of sets of bind values of a batch, where it was run
 * as one
 */
public record StatementFigures(String id, String sql, Verb verb, @Nullable String table, @Nullable String dataSource,
		long count, double totalMs, @Nullable Double avgMs, @Nullable Double p50Ms, @Nullable Double p95Ms,
		@Nullable Double p99Ms, @Nullable Double maxMs, long rows, long errors, long slow,
		@Nullable Double batchSizeAvg) {

	static StatementFigures of(Statement statement, StatementWindow window) {
		boolean any = window.count() > 0;
		return new StatementFigures(statement.id(), statement.sql(), statement.verb(), statement.table(),
				statement.dataSource().isEmpty() ? null : statement.dataSource(), window.count(),
				Units.millis(window.nanos()), Units.average(window.nanos(), window.count()),
				Units.millisIf(any, window.percentiles().p50()), Units.millisIf(any, window.percentiles().p95()),
				Units.millisIf(any, window.percentiles().p99()), Units.millisIf(any, window.maxNanos()), window.rows(),
				window.errors(), window.slow(), Units.mean(window.batchSize(), window.batches()));
	}

}
