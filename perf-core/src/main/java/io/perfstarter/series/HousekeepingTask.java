package io.perfstarter.series;

/**
 * Something that is done on the housekeeping thread, every few seconds.
 */
@FunctionalInterface
public interface HousekeepingTask {

	/** Does it once, quickly. */
	void run();

}
