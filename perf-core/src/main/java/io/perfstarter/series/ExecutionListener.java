package io.perfstarter.series;

import io.perfstarter.trace.Execution;

/**
 * Hears of every execution that ended, on the thread that ended it: so quick, thread-safe
 * and without I/O.
 */
@FunctionalInterface
public interface ExecutionListener {

	/**
	 * Takes an execution after it was recorded.
	 * @param execution the execution; its track must not be kept
	 */
	void ended(Execution execution);

}
