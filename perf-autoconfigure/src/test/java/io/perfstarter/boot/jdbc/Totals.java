package io.perfstarter.boot.jdbc;

import java.util.Map;

import io.perfstarter.series.DataSourceWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StatementWindow;
import io.perfstarter.series.Window;

/**
 * What was counted in all, to be compared with an independent count.
 *
 * @param queries runs of statements, a batch counted once
 * @param batches how many of them were batches
 * @param batchSize the size of all batches together
 * @param rows rows read or changed
 * @param errors runs that threw
 * @param sqlStates those by SQL state
 * @param commits commits
 * @param rollbacks rollbacks
 */
record Totals(long queries, long batches, long batchSize, long rows, long errors, Map<String, Long> sqlStates,
		long commits, long rollbacks) {

	static Totals of(SeriesStore store) {
		Window window = store.window(60);
		StatementWindow all = store.statementTotal(window);
		return new Totals(all.count(), all.batches(), all.batchSize(), all.rows(), all.errors(),
				store.sqlStates().counts(),
				store.dataSources(window).stream().mapToLong(DataSourceWindow::commits).sum(),
				store.dataSources(window).stream().mapToLong(DataSourceWindow::rollbacks).sum());
	}

}
