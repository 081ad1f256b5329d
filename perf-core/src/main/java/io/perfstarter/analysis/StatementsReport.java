package io.perfstarter.analysis;

import java.util.List;

/**
 * The statements of a window.
 *
 * @param periodMinutes the window that was asked for
 * @param total how many there are
 * @param statements as many as were asked for
 */
public record StatementsReport(int periodMinutes, int total, List<StatementFigures> statements) {

}
