package io.perfstarter.analysis;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a status page needs on one screen.
 *
 * @param timestamp when it was made
 * @param periodMinutes the window that was asked for
 * @param keyMetrics the figures that matter most
 * @param lastMinute what happened just now
 * @param topOperations the five that took most time in all
 * @param topFindings the five findings that matter most; absent if nobody judges
 * @param selfCost what measuring itself takes
 */
public record SummaryReport(Instant timestamp, int periodMinutes, KeyMetrics keyMetrics, LastMinute lastMinute,
		List<OperationFigures> topOperations, @Nullable List<FindingFigures> topFindings, SelfCost selfCost) {

	/**
	 * The figures that matter most.
	 *
	 * @param avgMs average duration of a request
	 * @param p95Ms 95th percentile
	 * @param errorRate share that failed
	 * @param heapUsedBytes heap in use
	 */
	public record KeyMetrics(@Nullable Double avgMs, @Nullable Double p95Ms, @Nullable Double errorRate,
			long heapUsedBytes) {

	}

	/**
	 * What happened in the last minute.
	 *
	 * @param requests HTTP requests
	 * @param avgMs their average duration
	 * @param queries queries
	 * @param queryAvgMs their average duration
	 */
	public record LastMinute(long requests, @Nullable Double avgMs, long queries, @Nullable Double queryAvgMs) {

	}

	/**
	 * What measuring itself takes.
	 *
	 * @param operations operations that are told apart
	 * @param statements statements that are told apart
	 * @param traceBytes memory of the executions that are kept, about
	 * @param droppedTraces executions that were given up for want of room
	 * @param failures failures inside the instrumentation
	 */
	public record SelfCost(int operations, int statements, long traceBytes, long droppedTraces, long failures) {

	}

}
