package io.perfstarter.analysis;

import java.util.List;

/**
 * One statement in a window, with all that is known of it.
 *
 * @param periodMinutes the window that was asked for
 * @param statement its figures
 * @param operations what ran it, the most expensive first
 * @param callSites where it is run
 */
public record StatementReport(int periodMinutes, StatementFigures statement, List<OperationShare> operations,
		List<String> callSites) {

}
