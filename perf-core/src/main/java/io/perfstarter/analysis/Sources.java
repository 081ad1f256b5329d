package io.perfstarter.analysis;

import java.util.List;

import io.perfstarter.sql.Verb;
import io.perfstarter.series.TraceEvent;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.LoadCause;
import org.jspecify.annotations.Nullable;

/**
 * Finds the query whose rows another one is repeated for: one that ran before the first
 * repeat and read, until the last one, at least as many rows as there are different
 * values. Of several it is the one that began last.
 */
final class Sources {

	private static final int MAX_DEPTH = 3;

	/** What explains a query with a range has about as many rows as there are runs. */
	private static final double TIGHT = 0.8;

	private final List<Runs> all;

	Sources(List<Runs> all) {
		this.all = all;
	}

	/**
	 * Finds the source of repeats.
	 * @param shape what the repeated text says, or {@code null} where the repeats are
	 * explained and only their source is looked for
	 */
	Observation.@Nullable Source of(Runs repeats, @Nullable SqlShape shape) {
		Runs source = find(repeats, shape);
		if (source == null) {
			return null;
		}
		StringBuilder path = new StringBuilder();
		for (int depth = 0; depth < MAX_DEPTH && source.cause() != null; depth++) {
			Runs before = find(source, null);
			if (before == null || before == source) {
				break;
			}
			path.insert(0, attribute(source.cause()) + ".");
			source = before;
		}
		TraceEvent first = source.first();
		CallSite site = (first.callSite() != null) ? first.callSite() : source.callSite();
		return new Observation.Source(source.statement(), site, source.rows(), path.toString());
	}

	private static String attribute(LoadCause cause) {
		return cause.name().substring(cause.name().lastIndexOf('.') + 1);
	}

	private @Nullable Runs find(Runs repeats, @Nullable SqlShape shape) {
		Runs found = null;
		for (Runs candidate : this.all) {
			if (candidate.statement().verb() == Verb.SELECT && explains(candidate, repeats, shape)
					&& (found == null || candidate.first().offsetNanos() > found.first().offsetNanos())) {
				found = candidate;
			}
		}
		return found;
	}

	private static boolean explains(Runs source, Runs repeats, @Nullable SqlShape shape) {
		boolean itself = source.statement().equals(repeats.statement());
		if (itself) {
			return source == repeats && shape != null && isTree(source);
		}
		if (source.mostRows() < 2 || source.first().offsetNanos() >= repeats.first().offsetNanos()) {
			return false;
		}
		long until = repeats.last().offsetNanos();
		long rows = source.events()
			.stream()
			.filter((event) -> event.offsetNanos() < until)
			.mapToLong(TraceEvent::rows)
			.sum();
		if (rows < repeats.distinctBinds()) {
			return false;
		}
		if (shape == null) {
			return true;
		}
		return (shape.lookup() && !shape.ranged() && !shape.listed()) || repeats.count() >= TIGHT * rows
				|| (shape.listed() && repeats.count() <= rows);
	}

	/**
	 * Whether each row of a run leads to another run: a tree that is read node by node
	 * has one run more than rows, or about that where its top is not read by itself.
	 */
	private static boolean isTree(Runs runs) {
		boolean leaves = runs.events().stream().anyMatch((event) -> event.rows() == 0);
		return leaves && runs.mostRows() >= 2 && runs.rows() <= runs.count() && runs.rows() >= runs.count() - 2;
	}

}
