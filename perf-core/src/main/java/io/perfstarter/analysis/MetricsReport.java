package io.perfstarter.analysis;

import java.time.Instant;
import java.util.List;

/**
 * The figures of a window at a glance.
 *
 * @param timestamp when it was made
 * @param periodMinutes the window that was asked for
 * @param measuredSeconds how long the window really measured
 * @param scope whose figures these are: {@code instance}
 * @param requests all HTTP requests
 * @param database all use of the database
 * @param memory the heap
 * @param operations the ten that took most time in all
 */
public record MetricsReport(Instant timestamp, int periodMinutes, double measuredSeconds, String scope,
		RequestFigures requests, DatabaseFigures database, MemoryFigures memory, List<OperationFigures> operations) {

}
