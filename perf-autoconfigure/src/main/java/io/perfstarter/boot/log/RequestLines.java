package io.perfstarter.boot.log;

import io.perfstarter.series.ExecutionListener;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;

/**
 * Makes one line of each HTTP request.
 */
final class RequestLines implements ExecutionListener {

	private final PerformanceLog log;

	private final TimeGrid grid;

	RequestLines(PerformanceLog log, TimeGrid grid) {
		this.log = log;
		this.grid = grid;
	}

	@Override
	public void ended(Execution execution) {
		Operation operation = execution.operation();
		if (operation == null || execution.kind() != OperationKind.HTTP) {
			return;
		}
		Track track = execution.track();
		this.log
			.write(new PerformanceLine(this.grid.instant(execution.endNanos()).toEpochMilli(), route(operation.name()),
					execution.durationNanos(), track.queries(), track.databaseNanos(), track.renderNanos()));
	}

	/** The name of an operation without its method. */
	private static String route(String name) {
		int slash = name.indexOf(" /");
		return (slash >= 0) ? name.substring(slash + 1) : name;
	}

}
