package io.perfstarter.analysis;

import java.util.function.Consumer;

/**
 * Finds one sort of problem in an execution. Pure: the same execution, the same verdict.
 */
@FunctionalInterface
interface Rule {

	/**
	 * Judges an execution.
	 * @param execution the execution; what rules before this one have explained is marked
	 * @param found takes what was seen
	 */
	void judge(Judged execution, Consumer<Observation> found);

}
