package io.perfstarter.boot.resource;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;

/**
 * Reads how the processors are used.
 */
final class CpuSampler implements ResourceSampler {

	private final OperatingSystemMXBean system;

	CpuSampler() {
		this(ManagementFactory.getOperatingSystemMXBean());
	}

	/** Creates a sampler. The JVM tells of the time since it was asked before. */
	CpuSampler(OperatingSystemMXBean system) {
		this.system = system;
		if (system instanceof com.sun.management.OperatingSystemMXBean hotspot) {
			hotspot.getProcessCpuLoad();
			hotspot.getCpuLoad();
		}
	}

	@Override
	public void sample(ResourceStore store) {
		ResourceSample sample = new ResourceSample(ResourceKind.CPU)
			.set(ResourceFigure.LOAD, this.system.getSystemLoadAverage())
			.set(ResourceFigure.PROCESSORS, this.system.getAvailableProcessors());
		if (this.system instanceof com.sun.management.OperatingSystemMXBean hotspot) {
			sample.set(ResourceFigure.PROCESS_CPU, hotspot.getProcessCpuLoad())
				.set(ResourceFigure.SYSTEM_CPU, hotspot.getCpuLoad());
		}
		store.add(sample);
	}

}
