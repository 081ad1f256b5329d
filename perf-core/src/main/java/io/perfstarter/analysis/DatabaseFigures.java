package io.perfstarter.analysis;

import java.util.List;
import java.util.Map;

import io.perfstarter.series.DataSourceWindow;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.series.StatementWindow;
import org.jspecify.annotations.Nullable;

/**
 * All use of the database in a window.
 *
 * @param totalQueries queries run, those outside of any execution included
 * @param avgMs average duration
 * @param maxMs longest
 * @param p95Ms 95th percentile, over whole minutes
 * @param p99Ms 99th percentile, over whole minutes
 * @param slowCount queries above the threshold
 * @param errorCount queries that threw
 * @param connectionWaitMs average wait for a connection
 * @param connectionWaitMaxMs longest wait for a connection
 * @param dataSources the data sources one by one, over whole minutes
 * @param errorsBySqlState queries that threw since the start, by SQL state
 */
public record DatabaseFigures(long totalQueries, @Nullable Double avgMs, @Nullable Double maxMs, @Nullable Double p95Ms,
		@Nullable Double p99Ms, long slowCount, long errorCount, @Nullable Double connectionWaitMs,
		@Nullable Double connectionWaitMaxMs, List<DataSourceFigures> dataSources, Map<String, Long> errorsBySqlState) {

	static DatabaseFigures of(OperationWindow window, StatementWindow statements, List<DataSourceWindow> sources,
			Map<String, Long> errorsBySqlState) {
		boolean any = window.queries() > 0;
		boolean anyStatement = statements.count() > 0;
		return new DatabaseFigures(window.queries(), Units.average(window.databaseNanos(), window.queries()),
				Units.millisIf(any, window.maxQueryNanos()),
				Units.millisIf(anyStatement, statements.percentiles().p95()),
				Units.millisIf(anyStatement, statements.percentiles().p99()), window.slowQueries(),
				window.failedQueries(), Units.average(window.waitNanos(), window.borrows()),
				Units.millisIf(window.borrows() > 0, window.maxWaitNanos()),
				sources.stream().map(DataSourceFigures::of).toList(), errorsBySqlState);
	}

}
