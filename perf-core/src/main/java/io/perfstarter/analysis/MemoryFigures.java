package io.perfstarter.analysis;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

import org.jspecify.annotations.Nullable;

/**
 * The heap now.
 *
 * @param usedBytes bytes in use
 * @param maxBytes bytes it may grow to, where there is a limit
 * @param usedRatio share in use of that
 */
public record MemoryFigures(long usedBytes, @Nullable Long maxBytes, @Nullable Double usedRatio) {

	static MemoryFigures now() {
		MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
		boolean limited = heap.getMax() > 0;
		return new MemoryFigures(heap.getUsed(), limited ? heap.getMax() : null,
				limited ? Units.ratio(heap.getUsed(), heap.getMax()) : null);
	}

}
