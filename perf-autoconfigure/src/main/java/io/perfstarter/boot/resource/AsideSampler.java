package io.perfstarter.boot.resource;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.trace.Guard;

/**
 * Has read what may hang, on a thread of its own, which nobody waits for. While one
 * reading hangs there is no other. Thread-safe.
 */
final class AsideSampler implements ResourceSampler, AutoCloseable {

	private final ResourceSampler sampler;

	private final Guard guard;

	private final ExecutorService threads;

	/**
	 * Creates a sampler.
	 * @param sampler who reads
	 * @param thread the name of the thread, which ends when nothing is read
	 * @param guard takes what the sampler throws
	 */
	AsideSampler(ResourceSampler sampler, String thread, Guard guard) {
		this.sampler = sampler;
		this.guard = guard;
		this.threads = new ThreadPoolExecutor(0, 1, 15, TimeUnit.SECONDS, new SynchronousQueue<>(), (task) -> {
			Thread created = new Thread(task, thread);
			created.setDaemon(true);
			return created;
		});
	}

	@Override
	public void sample(ResourceStore store) {
		try {
			this.threads.execute(() -> read(store));
		}
		catch (RejectedExecutionException ex) {
			// The last reading has not come back, or the application ends
		}
	}

	private void read(ResourceStore store) {
		try {
			this.sampler.sample(store);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("resource", ex);
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
