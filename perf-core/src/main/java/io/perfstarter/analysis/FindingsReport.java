package io.perfstarter.analysis;

import java.util.List;

/**
 * What was found.
 *
 * @param total how many findings there are
 * @param findings the findings, the most important first
 * @param suppressed how many more there are that are expected or not wanted
 */
public record FindingsReport(int total, List<FindingFigures> findings, int suppressed) {

}
