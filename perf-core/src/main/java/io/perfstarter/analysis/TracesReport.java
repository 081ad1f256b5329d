package io.perfstarter.analysis;

import java.util.List;

/**
 * Executions that were kept.
 *
 * @param periodMinutes the window that was asked for; failed ones may be older
 * @param total how many there are
 * @param traces as many as were asked for, the slowest first
 */
public record TracesReport(int periodMinutes, int total, List<TraceFigures> traces) {

}
