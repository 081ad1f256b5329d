package io.perfstarter.analysis;

import java.util.List;

/**
 * The operations of a window.
 *
 * @param periodMinutes the window that was asked for
 * @param total how many there are
 * @param operations as many as were asked for
 */
public record OperationsReport(int periodMinutes, int total, List<OperationFigures> operations) {

}
