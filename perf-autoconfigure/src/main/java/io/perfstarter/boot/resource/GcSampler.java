package io.perfstarter.boot.resource;

import java.lang.management.GarbageCollectorMXBean;
import java.util.List;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.trace.NanoClock;

/**
 * Reads for how long garbage collection stopped the application. Collectors that work
 * beside it have two beans, one for their pauses and one for their cycles; the time of a
 * cycle is that of concurrent work, so it is left out.
 */
final class GcSampler implements ResourceSampler {

	private final List<GarbageCollectorMXBean> pauses;

	private final NanoClock clock;

	private long count;

	private long millis;

	private long nanos;

	GcSampler(List<GarbageCollectorMXBean> collectors, NanoClock clock) {
		this.pauses = collectors.stream().filter((collector) -> !isConcurrent(collector)).toList();
		this.clock = clock;
		this.count = count();
		this.millis = millis();
		this.nanos = clock.nanoTime();
	}

	/** As ZGC's, generational ZGC's and Shenandoah's are called. */
	private static boolean isConcurrent(GarbageCollectorMXBean collector) {
		return collector.getName().endsWith(" Cycles");
	}

	private long count() {
		return this.pauses.stream().mapToLong((each) -> Math.max(0, each.getCollectionCount())).sum();
	}

	private long millis() {
		return this.pauses.stream().mapToLong((each) -> Math.max(0, each.getCollectionTime())).sum();
	}

	@Override
	public void sample(ResourceStore store) {
		if (this.pauses.isEmpty()) {
			return;
		}
		long count = count();
		long millis = millis();
		long nanos = this.clock.nanoTime();
		ResourceSample sample = new ResourceSample(ResourceKind.GC).set(ResourceFigure.COLLECTIONS, count - this.count)
			.set(ResourceFigure.PAUSE, millis - this.millis);
		if (nanos > this.nanos) {
			sample.set(ResourceFigure.PAUSE_SHARE, Math.min(1, (millis - this.millis) * 1e6 / (nanos - this.nanos)));
		}
		store.add(sample);
		this.count = count;
		this.millis = millis;
		this.nanos = nanos;
	}

}
