package io.perfstarter.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import io.perfstarter.series.PersistenceCounts;
import io.perfstarter.series.TraceEvent;
import io.perfstarter.sql.Verb;
import io.perfstarter.trace.Persistence.Count;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Judges how much one statement reads: pages that are cut out in memory, and, in
 * requests, results without a limit. Jobs may read all they want.
 */
final class LargeResults implements Rule {

	private final long limit;

	LargeResults(long limit) {
		this.limit = limit;
	}

	@Override
	public void judge(Judged execution, Consumer<Observation> found) {
		PersistenceCounts persistence = execution.trace().persistence();
		int pages = (persistence != null) ? (int) persistence.get(Count.PAGED_IN_MEMORY) : 0;
		execution.queries()
			.stream()
			.filter((query) -> isUnlimited(query.statement()))
			.sorted(Comparator.comparingLong(TraceEvent::rows).reversed())
			.limit(pages)
			.forEach((query) -> {
				execution.explain(List.of(query));
				found.accept(Observation.of(FindingType.PAGED_IN_MEMORY, query.statement(), null, null, 1, query.rows(),
						query.durationNanos()));
			});
		if (execution.isRequest()) {
			execution.queries()
				.stream()
				.filter((query) -> query.rows() > this.limit && !execution.isExplained(query))
				.filter((query) -> isUnlimited(query.statement()))
				.forEach((query) -> found.accept(unbounded(query)));
		}
	}

	private static boolean isUnlimited(@Nullable Statement statement) {
		return statement != null && statement.verb() == Verb.SELECT && !SqlShape.of(statement.sql()).limited();
	}

	private Observation unbounded(TraceEvent query) {
		long lost = (long) (query.durationNanos() * (1 - (double) this.limit / query.rows()));
		// Its place is known at first sight only, so it does not tell findings apart.
		return Observation.of(FindingType.UNBOUNDED_RESULT, query.statement(), null, null, 1, query.rows(), lost);
	}

}
