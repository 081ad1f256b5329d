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
 * @param holdAvgMs average time one was held
 * @param holdMaxMs longest time one was held
 * @param commits commits
 * @param rollbacks rollbacks
 */
public record DataSourceFigures(String name, long borrows, @Nullable Double waitAvgMs, @Nullable Double waitMaxMs,
		@Nullable Double holdAvgMs, @Nullable Double holdMaxMs, long commits, long rollbacks) {

	static DataSourceFigures of(DataSourceWindow window) {
		return new DataSourceFigures(window.name(), window.borrows(),
				Units.average(window.waitNanos(), window.borrows()),
				Units.millisIf(window.borrows() > 0, window.maxWaitNanos()),
				Units.average(window.holdNanos(), window.returns()),
				Units.millisIf(window.returns() > 0, window.maxHoldNanos()), window.commits(), window.rollbacks());
	}

}
