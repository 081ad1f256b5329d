package io.perfstarter.analysis;

import java.util.List;
import java.util.function.Consumer;

import io.perfstarter.series.TraceEvent;
import io.perfstarter.trace.EventType;

/**
 * Judges what happens while a connection is held and nothing is asked of it: a call to
 * another service, a long computation, or a start long before the first query.
 */
final class HeldConnections implements Rule {

	/** Shorter than this, a connection that is held does not matter to others. */
	private static final long IDLE_NANOS = 100_000_000;

	/**
	 * Views that are open to the session hold one by default, so only long ones count.
	 */
	private static final long RENDERED_NANOS = 300_000_000;

	@Override
	public void judge(Judged execution, Consumer<Observation> found) {
		List<TraceEvent> calls = execution.ofType(EventType.CLIENT);
		for (EventType type : new EventType[] { EventType.CONNECTION_UNUSED, EventType.CONNECTION_IDLE }) {
			for (TraceEvent held : execution.ofType(type)) {
				long rest = held.durationNanos();
				for (TraceEvent call : calls) {
					long shared = shared(held, call);
					if (shared > 0) {
						rest -= shared;
						String service = (call.operation() != null) ? call.operation().name() : null;
						found.accept(Observation.of(FindingType.REMOTE_CALL_IN_TRANSACTION, null, null, service, 1, 0,
								shared));
					}
				}
				boolean rendered = isRendered(execution, held);
				if (rest >= (rendered ? RENDERED_NANOS : IDLE_NANOS)) {
					FindingType idle = (type == EventType.CONNECTION_UNUSED) ? FindingType.EARLY_CONNECTION
							: FindingType.IDLE_CONNECTION;
					found.accept(Observation.of(idle, null, null, null, 1, 0, rest).whileRendering(rendered));
				}
			}
		}
	}

	/** Returns how long a call was made while a connection was held for nothing. */
	private static long shared(TraceEvent held, TraceEvent call) {
		if (held.lane() != call.lane()) {
			return 0;
		}
		return Math.min(Judged.end(held), Judged.end(call)) - Math.max(held.offsetNanos(), call.offsetNanos());
	}

	private static boolean isRendered(Judged execution, TraceEvent held) {
		return execution.ofType(EventType.RENDER)
			.stream()
			.anyMatch((render) -> shared(held, render) * 2 > held.durationNanos());
	}

}
