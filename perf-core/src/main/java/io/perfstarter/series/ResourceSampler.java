package io.perfstarter.series;

/**
 * Reads resources every 10 seconds, on the housekeeping thread. What may have to wait is
 * done on another.
 */
@FunctionalInterface
public interface ResourceSampler {

	/**
	 * Reads once, quickly.
	 * @param store where to
	 */
	void sample(ResourceStore store);

}
