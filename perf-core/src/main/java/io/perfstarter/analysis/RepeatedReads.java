package io.perfstarter.analysis;

import java.util.function.Consumer;

import io.perfstarter.sql.Verb;
import io.perfstarter.trace.LoadCause;
import org.jspecify.annotations.Nullable;

/**
 * Judges queries that one execution repeats: N+1, eager associations, cacheable reads.
 * <p>
 * Where Hibernate said why it ran them, that decides. Elsewhere an N+1 is a lookup that
 * is repeated with changing values after a query whose rows explain the values. A loop
 * that pages, waits, works on each row for long, or commits after each is none.
 */
final class RepeatedReads implements Rule {

	/** Runs that read more rows each than this, by a list of values, are batches. */
	private static final double ROWS_OF_SINGLE = 1.5;

	private final int threshold;

	RepeatedReads(int threshold) {
		this.threshold = threshold;
	}

	@Override
	public void judge(Judged execution, Consumer<Observation> found) {
		Sources sources = new Sources(execution.runs());
		for (Runs runs : execution.runs()) {
			if (runs.statement().verb() == Verb.SELECT && runs.count() >= this.threshold) {
				Observation observation = judge(execution, runs, sources);
				if (observation != null) {
					execution.explain(runs.events());
					found.accept(observation.whileRendering(execution.isWhileRendering(runs.last())));
				}
			}
		}
	}

	private @Nullable Observation judge(Judged execution, Runs runs, Sources sources) {
		LoadCause cause = runs.cause();
		if (cause != null && cause.isBatched()) {
			return null;
		}
		if (cause != null && isEager(cause)) {
			return Observation.of(FindingType.EAGER_ASSOCIATION, runs, runs.nanos()).after(sources.of(runs, null));
		}
		boolean changing = runs.distinctBinds() >= this.threshold
				|| (runs.distinctBinds() > 1 && runs.mostOfOneBind() < this.threshold);
		if (cause != null && changing) {
			return Observation.of(FindingType.N_PLUS_ONE, runs, runs.nanosOfAllButOne()).after(sources.of(runs, null));
		}
		if (runs.isPaced(execution.queries())) {
			return null;
		}
		SqlShape shape = SqlShape.of(runs.statement().sql());
		return changing ? lookups(execution, runs, shape, sources) : sameAgain(execution, runs, shape);
	}

	private static boolean isEager(LoadCause cause) {
		return cause.kind() == LoadCause.Kind.EAGER_COLLECTION || cause.kind() == LoadCause.Kind.EAGER_ENTITY;
	}

	private static @Nullable Observation lookups(Judged execution, Runs runs, SqlShape shape, Sources sources) {
		boolean batches = shape.listed() && runs.rows() > ROWS_OF_SINGLE * runs.count();
		if (shape.paged() || batches || execution.hasTransactionForEach(runs.count())) {
			return null;
		}
		Observation.Source source = sources.of(runs, shape);
		return (source != null) ? Observation.of(FindingType.N_PLUS_ONE, runs, runs.nanosOfAllButOne()).after(source)
				: null;
	}

	/** The same values: could be kept, unless something may have changed in between. */
	private @Nullable Observation sameAgain(Judged execution, Runs runs, SqlShape shape) {
		if (shape.different() || isChangedInBetween(execution, runs)) {
			return null;
		}
		return Observation.of(FindingType.CACHEABLE_READ, runs, runs.nanosOfAllButOne());
	}

	private static boolean isChangedInBetween(Judged execution, Runs runs) {
		String table = runs.statement().table();
		long writes = execution.queries()
			.stream()
			.filter((query) -> query.offsetNanos() > runs.first().offsetNanos()
					&& query.offsetNanos() < runs.last().offsetNanos())
			.filter((query) -> query.statement() != null && query.statement().verb().isWrite()
					&& (table == null || table.equals(query.statement().table())))
			.count();
		return writes * 2 >= runs.count() - 1;
	}

}
