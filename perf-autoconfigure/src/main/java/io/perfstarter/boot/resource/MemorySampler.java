package io.perfstarter.boot.resource;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;

/**
 * Reads the memory of the process.
 */
final class MemorySampler implements ResourceSampler {

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	private final ProcessMemory process;

	MemorySampler(ProcessMemory process) {
		this.process = process;
	}

	@Override
	public void sample(ResourceStore store) {
		MemoryUsage heap = this.memory.getHeapMemoryUsage();
		store.add(new ResourceSample(ResourceKind.MEMORY).set(ResourceFigure.HEAP_USED, heap.getUsed())
			.set(ResourceFigure.HEAP_MAX, heap.getMax())
			.set(ResourceFigure.NON_HEAP_USED, this.memory.getNonHeapMemoryUsage().getUsed())
			.set(ResourceFigure.RSS, this.process.residentBytes())
			.set(ResourceFigure.CONTAINER_LIMIT, this.process.limitBytes()));
	}

}
