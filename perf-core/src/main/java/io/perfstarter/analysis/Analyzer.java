package io.perfstarter.analysis;

import java.util.ArrayList;
import java.util.List;

import io.perfstarter.series.Trace;
import io.perfstarter.trace.Tracer;

/**
 * Judges executions by all rules. Pure and thread-safe: the same execution gives the same
 * verdict.
 */
public final class Analyzer {

	private final List<Rule> rules;

	/** Creates one with the usual limits: 5 runs of one statement, 1,000 rows. */
	public Analyzer() {
		this(Tracer.SUSPICIOUS_REPEATS, 1000);
	}

	/**
	 * Creates one.
	 * @param repeats the number of runs of one statement from the same place that may be
	 * too many
	 * @param rows the number of rows of one statement in a request above which there are
	 * too many
	 */
	public Analyzer(int repeats, long rows) {
		this.rules = List.of(new RepeatedReads(repeats), new RepeatedWrites(repeats), new LargeResults(rows),
				new RepeatedRows(repeats), new RenderedQueries(), new HeldConnections(), new Transactions());
	}

	/**
	 * Judges an execution.
	 * @param trace the execution
	 * @return what was seen, in the order of the rules
	 */
	List<Observation> judge(Trace trace) {
		List<Observation> found = new ArrayList<>();
		Judged execution = new Judged(trace);
		this.rules.forEach((rule) -> rule.judge(execution, found::add));
		return found;
	}

}
