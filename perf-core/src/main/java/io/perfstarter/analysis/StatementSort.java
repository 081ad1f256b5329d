package io.perfstarter.analysis;

import java.util.Comparator;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import io.perfstarter.series.StatementWindow;

/**
 * What statements can be ordered by, the largest first.
 */
public enum StatementSort {

	/** Time in all. */
	TOTAL(StatementWindow::nanos),

	/** Runs. */
	COUNT(StatementWindow::count),

	/** Average duration. */
	AVG((window) -> (double) window.nanos() / Math.max(1, window.count())),

	/** Median. */
	P50((window) -> window.percentiles().p50()),

	/** 95th percentile. */
	P95((window) -> window.percentiles().p95()),

	/** 99th percentile. */
	P99((window) -> window.percentiles().p99()),

	/** Longest. */
	MAX(StatementWindow::maxNanos),

	/** Rows read or changed. */
	ROWS(StatementWindow::rows),

	/** Runs that threw. */
	ERRORS(StatementWindow::errors);

	private final ToDoubleFunction<StatementWindow> value;

	StatementSort(ToDoubleFunction<StatementWindow> value) {
		this.value = value;
	}

	Comparator<StatementWindow> comparator() {
		return Comparator.<StatementWindow>comparingDouble(this.value)
			.reversed()
			.thenComparing((window) -> Objects.requireNonNull(window.statement()).id());
	}

}
