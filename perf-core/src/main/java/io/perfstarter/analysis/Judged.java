package io.perfstarter.analysis;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.perfstarter.series.Trace;
import io.perfstarter.series.TraceEvent;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.OperationKind;

/**
 * An execution as the rules look at it: its events in the order of their start, its
 * queries grouped, and which of them a rule has explained already. Not thread-safe.
 */
final class Judged {

	private final Trace trace;

	private final List<TraceEvent> events;

	private final List<TraceEvent> queries;

	private final List<Runs> runs;

	private final Set<TraceEvent> explained = Collections.newSetFromMap(new IdentityHashMap<>());

	Judged(Trace trace) {
		this.trace = trace;
		this.events = trace.events().stream().sorted(Comparator.comparingLong(TraceEvent::offsetNanos)).toList();
		this.queries = ofType(EventType.QUERY);
		this.runs = Runs.of(this.queries);
	}

	Trace trace() {
		return this.trace;
	}

	List<TraceEvent> queries() {
		return this.queries;
	}

	List<Runs> runs() {
		return this.runs;
	}

	List<TraceEvent> ofType(EventType type) {
		return this.events.stream().filter((event) -> event.type() == type).toList();
	}

	boolean isRequest() {
		return this.trace.operation().kind() == OperationKind.HTTP;
	}

	/**
	 * Whether it is a job that ends a transaction for each of so many items. That is how
	 * jobs are restarted in the middle, and such items are read and written one by one.
	 */
	boolean hasTransactionForEach(int items) {
		return !isRequest() && this.trace.commits() >= items * 4L / 5;
	}

	/** Whether a view rendered when an event began. */
	boolean isWhileRendering(TraceEvent event) {
		return ofType(EventType.RENDER).stream()
			.anyMatch((render) -> event.lane() == 0 && event.offsetNanos() >= render.offsetNanos()
					&& event.offsetNanos() < end(render));
	}

	void explain(Collection<TraceEvent> events) {
		this.explained.addAll(events);
	}

	boolean isExplained(TraceEvent event) {
		return this.explained.contains(event);
	}

	static long end(TraceEvent event) {
		return event.offsetNanos() + event.durationNanos();
	}

}
