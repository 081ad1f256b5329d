package io.perfstarter.analysis;

import io.perfstarter.series.OperationWindow;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import org.jspecify.annotations.Nullable;

/**
 * One operation in a window.
 *
 * @param id its id
 * @param kind what sort of work
 * @param name its name
 * @param count executions
 * @param perSecond executions a second
 * @param errorRate share that failed
 * @param clientErrorRate share answered with 4xx
 * @param totalMs durations added up
 * @param avgMs average duration
 * @param minMs shortest
 * @param maxMs longest
 * @param p50Ms median
 * @param p95Ms 95th percentile
 * @param p99Ms 99th percentile
 * @param queriesAvg average number of queries of an execution
 * @param queriesMax the most queries of an execution
 * @param databaseAvgMs average time spent executing statements
 * @param databaseShare share of the duration spent executing statements
 * @param connectionWaitAvgMs average time waited for connections
 * @param connectionWaitShare share of the duration spent waiting for connections
 * @param renderAvgMs average time spent rendering a view, of executions that did
 * @param renderShare share of the duration spent rendering
 * @param rowsAvg average number of rows read
 * @param responseAvgBytes average size of the response body
 * @param clientCallsAvg average number of calls to other services, of operations that
 * made any
 * @param clientAvgMs average time spent in calls to other services; those of calls at the
 * same time add up
 * @param clientShare share of the duration spent in calls to other services, at most 1
 * @param items items worked on, where executions said so
 * @param itemsPerSecond items by second of the executions' durations
 */
public record OperationFigures(String id, OperationKind kind, String name, long count, double perSecond,
		@Nullable Double errorRate, @Nullable Double clientErrorRate, double totalMs, @Nullable Double avgMs,
		@Nullable Double minMs, @Nullable Double maxMs, @Nullable Double p50Ms, @Nullable Double p95Ms,
		@Nullable Double p99Ms, @Nullable Double queriesAvg, @Nullable Long queriesMax, @Nullable Double databaseAvgMs,
		@Nullable Double databaseShare, @Nullable Double connectionWaitAvgMs, @Nullable Double connectionWaitShare,
		@Nullable Double renderAvgMs, @Nullable Double renderShare, @Nullable Double rowsAvg,
		@Nullable Double responseAvgBytes, @Nullable Double clientCallsAvg, @Nullable Double clientAvgMs,
		@Nullable Double clientShare, @Nullable Long items, @Nullable Double itemsPerSecond) {

	static OperationFigures of(Operation operation, OperationWindow window, double seconds) {
		long count = window.count();
		boolean any = count > 0;
		boolean rendered = window.rendered() > 0;
		boolean calling = window.clientCalls() > 0;
		boolean counting = window.items() > 0;
		return new OperationFigures(operation.id(), operation.kind(), operation.name(), count,
				Units.perSecond(count, seconds), Units.ratio(window.errors(), count),
				Units.ratio(window.clientErrors(), count), Units.millis(window.nanos()),
				Units.average(window.nanos(), count), Units.millisIf(any, window.minNanos()),
				Units.millisIf(any, window.maxNanos()), Units.millisIf(any, window.percentiles().p50()),
				Units.millisIf(any, window.percentiles().p95()), Units.millisIf(any, window.percentiles().p99()),
				Units.mean(window.queries(), count), any ? window.maxQueries() : null,
				Units.average(window.databaseNanos(), count), Units.ratio(window.databaseNanos(), window.nanos()),
				Units.average(window.waitNanos(), count), Units.ratio(window.waitNanos(), window.nanos()),
				Units.average(window.renderNanos(), window.rendered()),
				rendered ? Units.ratio(window.renderNanos(), window.nanos()) : null,
				Units.mean(window.rowsRead(), count), Units.mean(window.responseBytes(), count),
				calling ? Units.mean(window.clientCalls(), count) : null,
				calling ? Units.average(window.clientNanos(), count) : null,
				calling ? Units.ratio(Math.min(window.clientNanos(), window.nanos()), window.nanos()) : null,
				counting ? window.items() : null,
				counting ? Units.perSecond(window.items(), Math.max(1, window.nanos()) / 1e9) : null);
	}

}
