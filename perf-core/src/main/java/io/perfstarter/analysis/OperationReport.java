package io.perfstarter.analysis;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One operation in a window, with all that is known of it.
 *
 * @param periodMinutes the window that was asked for
 * @param operation its figures
 * @param statements what it ran, the most expensive first
 * @param slowest its slowest executions
 * @param failed its executions that failed last
 * @param findings what was found in it; absent if nobody judges
 */
public record OperationReport(int periodMinutes, OperationFigures operation, List<StatementShare> statements,
		List<TraceFigures> slowest, List<TraceFigures> failed, @Nullable List<FindingFigures> findings) {

}
