package io.perfstarter.analysis;

import io.perfstarter.series.DataSourceWindow;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of one data source were used.
 *
 * @param name its bean name
 * @param borrows connections taken
 * @param waitAvgMs average wait for one
 * @param waitMaxMs longest wait for one
 * @param waitP95Ms 95th percentile of the waits
 * @param timeouts borrows that ended without a connection, mostly for a time-out
 * @param holdAvgMs average time one was held
 * @param holdMaxMs longest time one was held
 * @param commits commits
 * @param rollbacks rollbacks
 */
public record DataSourceFigures(String name, long borrows, @Nullable Double waitAvgMs, @Nullable Double waitMaxMs,
		@Nullable Double waitP95Ms, long timeouts, @Nullable Double holdAvgMs, @Nullable Double holdMaxMs, long commits,
		long rollbacks) {

	static DataSourceFigures of(DataSourceWindow window) {
		return new DataSourceFigures(window.name(), window.borrows(),
				Units.average(window.waitNanos(), window.borrows()),
				Units.millisIf(window.borrows() > 0, window.maxWaitNanos()),
				Units.millisIf(window.borrows() > 0, window.waits().p95()), window.notBorrowed(),
				Units.average(window.holdNanos(), window.returns()),
				Units.millisIf(window.returns() > 0, window.maxHoldNanos()), window.commits(), window.rollbacks());
	}

}
