package io.perfstarter.analysis;

import java.util.function.Consumer;

/**
 * Judges inserts and changes that one execution sends one by one. Batches, whether JDBC's
 * or of several rows in one text, changes of many rows at once, loops that wait or work
 * long in between, and jobs that commit after each are as they should be.
 */
final class RepeatedWrites implements Rule {

	/** What sends or changes more than this at a time is a batch. */
	private static final double SINGLE = 1.5;

	private final int threshold;

	RepeatedWrites(int threshold) {
		this.threshold = threshold;
	}

	@Override
	public void judge(Judged execution, Consumer<Observation> found) {
		for (Runs runs : execution.runs()) {
			if (runs.statement().verb().isWrite() && runs.count() >= this.threshold && !isBatched(runs)
					&& runs.cause() == null && !runs.isPaced(execution.queries())
					&& !execution.hasTransactionForEach(runs.count())) {
				found.accept(Observation.of(FindingType.MISSING_BATCH, runs, runs.nanosOfAllButOne()));
			}
		}
	}

	private static boolean isBatched(Runs runs) {
		long sets = runs.events().stream().mapToLong((event) -> Math.max(1, event.batchSize())).sum();
		return sets > SINGLE * runs.count() || runs.rows() > SINGLE * runs.count();
	}

}
