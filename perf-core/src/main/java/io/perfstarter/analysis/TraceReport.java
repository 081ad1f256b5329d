package io.perfstarter.analysis;

import java.time.Instant;
import java.util.List;

import io.perfstarter.series.Trace;
import io.perfstarter.series.TraceEvent;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One execution that was kept, whole.
 *
 * @param id its id
 * @param operationId the id of its operation
 * @param operation the name of its operation
 * @param startedAt when it began
 * @param durationMs how long it took
 * @param status its HTTP status, where there is one
 * @param error the class of the exception that ended it, where one did
 * @param queries queries it ran
 * @param databaseMs time spent executing statements
 * @param connectionWaitMs time waited for connections
 * @param renderMs time spent rendering
 * @param rowsRead rows read
 * @param responseBytes size of the response body
 * @param persistence what an object-relational mapper did, if it did anything
 * @param clientCalls calls to other services, where it made any
 * @param clientMs time spent in them; those of calls at the same time add up
 * @param items items it worked on, where it said so
 * @param eventsDropped events that are missing because there were too many
 * @param events what happened, in order
 */
public record TraceReport(String id, String operationId, String operation, Instant startedAt, double durationMs,
		@Nullable Integer status, @Nullable String error, int queries, double databaseMs, double connectionWaitMs,
		double renderMs, long rowsRead, long responseBytes, @Nullable PersistenceFigures persistence,
		@Nullable Integer clientCalls, @Nullable Double clientMs, @Nullable Long items, int eventsDropped,
		List<Event> events) {

	static TraceReport of(Trace trace) {
		return new TraceReport(trace.id(), trace.operation().id(), trace.operation().name(), trace.startedAt(),
				Units.millis(trace.durationNanos()), (trace.status() != 0) ? trace.status() : null, trace.error(),
				trace.queries(), Units.millis(trace.databaseNanos()), Units.millis(trace.waitNanos()),
				Units.millis(trace.renderNanos()), trace.rowsRead(), trace.responseBytes(),
				PersistenceFigures.of(trace.persistence()), (trace.clientCalls() > 0) ? trace.clientCalls() : null,
				Units.millisIf(trace.clientCalls() > 0, trace.clientNanos()),
				(trace.items() > 0) ? trace.items() : null, trace.droppedEvents(),
				trace.events()
					.stream()
					.sorted((a, b) -> Long.compare(a.offsetNanos(), b.offsetNanos()))
					.map(Event::of)
					.toList());
	}

	/**
	 * One event on the time line.
	 *
	 * @param type what it is
	 * @param offsetMs when it began
	 * @param durationMs how long it took
	 * @param statementId the id of a query's statement
	 * @param sql the text of a query's statement
	 * @param operationId the id of the operation of a step or of a call to another
	 * service
	 * @param operation the name of that operation
	 * @param failed whether that step or call failed
	 * @param rows rows that a query read or changed
	 * @param batchSize the number of sets of bind values, where a query was a batch
	 * @param parameters the bind values, where they are kept
	 * @param callSite where it was caused, where that is known
	 * @param cause the association for which a mapper ran the query on its own account
	 */
	public record Event(EventType type, double offsetMs, double durationMs, @Nullable String statementId,
			@Nullable String sql, @Nullable String operationId, @Nullable String operation, @Nullable Boolean failed,
			@Nullable Long rows, @Nullable Integer batchSize, @Nullable String parameters, @Nullable String callSite,
			@Nullable String cause) {

		static Event of(TraceEvent event) {
			Statement statement = event.statement();
			CallSite callSite = event.callSite();
			LoadCause cause = event.cause();
			Operation part = event.operation();
			return new Event(event.type(), Units.millis(event.offsetNanos()), Units.millis(event.durationNanos()),
					(statement != null) ? statement.id() : null, (statement != null) ? statement.sql() : null,
					(part != null) ? part.id() : null, (part != null) ? part.name() : null,
					(part != null) ? event.flag() == 1 : null, (statement != null) ? event.rows() : null,
					(event.batchSize() > 0) ? event.batchSize() : null, event.parameters(),
					(callSite != null) ? callSite.toString() : null, (cause != null) ? cause.name() : null);
		}

	}

}
