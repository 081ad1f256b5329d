package io.perfstarter.series;

import java.util.List;

import io.perfstarter.trace.Guard;

/**
 * Has all resources read once in each interval of 10 seconds. Thread-safe.
 */
public final class ResourceSampling implements HousekeepingTask {

	private final TimeGrid grid;

	private final ResourceStore store;

	private final List<ResourceSampler> samplers;

	private final Guard guard;

	private int lastTick = Integer.MIN_VALUE;

	/**
	 * Creates the task.
	 * @param grid the intervals
	 * @param store where to
	 * @param samplers who reads
	 * @param guard takes what they throw
	 */
	public ResourceSampling(TimeGrid grid, ResourceStore store, List<ResourceSampler> samplers, Guard guard) {
		this.grid = grid;
		this.store = store;
		this.samplers = List.copyOf(samplers);
		this.guard = guard;
	}

	@Override
	public synchronized void run() {
		int tick = this.grid.tick(this.grid.now());
		if (tick == this.lastTick) {
			return;
		}
		this.lastTick = tick;
		for (ResourceSampler sampler : this.samplers) {
			try {
				sampler.sample(this.store);
			}
			catch (RuntimeException | LinkageError ex) {
				this.guard.swallowed("resource", ex);
			}
		}
	}

}
