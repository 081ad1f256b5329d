package io.perfstarter.analysis;

import java.util.function.Consumer;

import io.perfstarter.series.PersistenceCounts;
import io.perfstarter.sql.Verb;

/**
 * Judges whether an object-relational mapper loaded the same row again and again: each
 * time in a session of its own, or after clearing it. A statement that was repeated with
 * the same values explains that already.
 */
final class RepeatedRows implements Rule {

	private final int threshold;

	RepeatedRows(int threshold) {
		this.threshold = threshold;
	}

	@Override
	public void judge(Judged execution, Consumer<Observation> found) {
		PersistenceCounts persistence = execution.trace().persistence();
		if (persistence == null || persistence.repeatedEntity() == null) {
			return;
		}
		boolean explained = execution.runs()
			.stream()
			.anyMatch((runs) -> runs.statement().verb() == Verb.SELECT && runs.mostOfOneBind() >= this.threshold
					&& runs.mostOfOneBind() * 2 >= persistence.maxLoads());
		if (!explained) {
			found.accept(Observation.of(FindingType.REPEATED_ROW, null, null, persistence.repeatedEntity(),
					persistence.maxLoads(), 0, 0));
		}
	}

}
