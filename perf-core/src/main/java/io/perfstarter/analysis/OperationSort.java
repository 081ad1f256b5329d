package io.perfstarter.analysis;

import java.util.Comparator;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import io.perfstarter.series.OperationWindow;

/**
 * What operations can be ordered by, the largest first.
 */
public enum OperationSort {

	/** Time in all. */
	TOTAL(OperationWindow::nanos),

	/** Executions. */
	COUNT(OperationWindow::count),

	/** Average duration. */
	AVG((window) -> (double) window.nanos() / Math.max(1, window.count())),

	/** Median. */
	P50((window) -> window.percentiles().p50()),

	/** 95th percentile. */
	P95((window) -> window.percentiles().p95()),

	/** 99th percentile. */
	P99((window) -> window.percentiles().p99()),

	/** Longest. */
	MAX(OperationWindow::maxNanos),

	/** Share that failed. */
	ERRORS((window) -> (double) window.errors() / Math.max(1, window.count())),

	/** Queries of an execution. */
	QUERIES((window) -> (double) window.queries() / Math.max(1, window.count())),

	/** Time spent executing statements. */
	DATABASE(OperationWindow::databaseNanos);

	private final ToDoubleFunction<OperationWindow> value;

	OperationSort(ToDoubleFunction<OperationWindow> value) {
		this.value = value;
	}

	Comparator<OperationWindow> comparator() {
		return Comparator.<OperationWindow>comparingDouble(this.value)
			.reversed()
			.thenComparing((window) -> Objects.requireNonNull(window.operation()).id());
	}

}
