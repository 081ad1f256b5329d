package io.perfstarter.analysis;

import java.util.List;
import java.util.function.Consumer;

import io.perfstarter.series.TraceEvent;

/**
 * Judges queries that ran while a view rendered, but for those that another finding
 * explains.
 */
final class RenderedQueries implements Rule {

	@Override
	public void judge(Judged execution, Consumer<Observation> found) {
		if (execution.trace().renderQueries() == 0) {
			return;
		}
		List<TraceEvent> rendered = execution.queries()
			.stream()
			.filter((query) -> execution.isWhileRendering(query) && !execution.isExplained(query))
			.toList();
		if (!rendered.isEmpty()) {
			long nanos = rendered.stream().mapToLong(TraceEvent::durationNanos).sum();
			long rows = rendered.stream().mapToLong(TraceEvent::rows).sum();
			found.accept(Observation.of(FindingType.RENDER_QUERIES, null, null, null, rendered.size(), rows, nanos)
				.whileRendering(true));
		}
	}

}
