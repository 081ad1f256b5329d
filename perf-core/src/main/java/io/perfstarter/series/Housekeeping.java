package io.perfstarter.series;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.perfstarter.trace.Guard;

/**
 * The one background thread, {@code perf-housekeeping}: a daemon that turns intervals
 * over and rolls them up.
 */
public final class Housekeeping implements AutoCloseable {

	/** The name of the thread. */
	public static final String THREAD = "perf-housekeeping";

	private final ScheduledThreadPoolExecutor executor;

	/**
	 * Starts the thread.
	 * @param store what to keep in order
	 * @param guard takes what fails
	 * @param tasks what else to do each time, after the store
	 * @param interval how often
	 */
	public Housekeeping(SeriesStore store, Guard guard, List<HousekeepingTask> tasks, Duration interval) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, THREAD);
			thread.setDaemon(true);
			return thread;
		});
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.scheduleWithFixedDelay(() -> {
			run(store::maintain, guard);
			tasks.forEach((task) -> run(task, guard));
		}, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
	}

	private static void run(HousekeepingTask task, Guard guard) {
		try {
			task.run();
		}
		catch (RuntimeException | LinkageError ex) {
			guard.swallowed("housekeeping", ex);
		}
	}

	/** Stops the thread. */
	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
