package io.perfstarter.boot.resource;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads how many threads there are. Of virtual threads and their carriers JDK 24 and
 * later tell.
 */
final class ThreadSampler implements ResourceSampler {

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final @Nullable Scheduler scheduler = Scheduler.find();

	@Override
	public void sample(ResourceStore store) {
		ResourceSample sample = new ResourceSample(ResourceKind.THREADS)
			.set(ResourceFigure.PLATFORM_THREADS, this.threads.getThreadCount())
			.set(ResourceFigure.DAEMON_THREADS, this.threads.getDaemonThreadCount())
			.set(ResourceFigure.PEAK_THREADS, this.threads.getPeakThreadCount());
		if (this.scheduler != null) {
			sample.set(ResourceFigure.VIRTUAL_CARRIERS, this.scheduler.carriers())
				.set(ResourceFigure.VIRTUAL_MOUNTED, this.scheduler.mounted())
				.set(ResourceFigure.VIRTUAL_QUEUED, this.scheduler.queued());
		}
		store.add(sample);
	}

	/** The scheduler of virtual threads, whose interface JDK 17 does not have. */
	private record Scheduler(Object bean, Method poolSize, Method mountedCount, Method queuedCount) {

		static @Nullable Scheduler find() {
			try {
				Class<? extends PlatformManagedObject> type = Class
					.forName("jdk.management.VirtualThreadSchedulerMXBean")
					.asSubclass(PlatformManagedObject.class);
				Object bean = ManagementFactory.getPlatformMXBean(type);
				return (bean != null) ? new Scheduler(bean, type.getMethod("getPoolSize"),
						type.getMethod("getMountedVirtualThreadCount"), type.getMethod("getQueuedVirtualThreadCount"))
						: null;
			}
			catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
				return null;
			}
		}

		double carriers() {
			return read(this.poolSize);
		}

		double mounted() {
			return read(this.mountedCount);
		}

		double queued() {
			return read(this.queuedCount);
		}

		private double read(Method method) {
			try {
				return ((Number) method.invoke(this.bean)).doubleValue();
			}
			catch (ReflectiveOperationException | RuntimeException ex) {
				return Double.NaN;
			}
		}

	}

}
