package io.perfstarter.boot.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.perfstarter.trace.Execution;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Makes each run of a scheduled method an execution, named by class and method.
 * Thread-safe.
 */
final class ScheduledTaskHandler implements ObservationHandler<ScheduledTaskObservationContext> {

	private final Runs runs;

	ScheduledTaskHandler(Runs runs) {
		this.runs = runs;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ScheduledTaskObservationContext;
	}

	@Override
	public void onStart(ScheduledTaskObservationContext context) {
		Execution execution = this.runs.begin(ClassUtils.getUserClass(context.getTargetClass()).getSimpleName() + "."
				+ context.getMethod().getName());
		if (execution != null) {
			// A reactive method only subscribes here; it may end on another thread
			this.runs.leave(execution);
			context.put(Run.class, new Run(execution, Thread.currentThread()));
		}
	}

	@Override
	public void onScopeOpened(ScheduledTaskObservationContext context) {
		Run run = context.get(Run.class);
		if (run != null && run.thread == Thread.currentThread() && run.depth++ == 0) {
			this.runs.enter(run.execution);
		}
	}

	@Override
	public void onScopeClosed(ScheduledTaskObservationContext context) {
		Run run = context.get(Run.class);
		if (run != null && run.thread == Thread.currentThread() && --run.depth == 0) {
			this.runs.leave(run.execution);
		}
	}

	@Override
	public void onStop(ScheduledTaskObservationContext context) {
		Run run = context.get(Run.class);
		if (run != null) {
			this.runs.end(run.execution, failure(context), 0);
		}
	}

	private static @Nullable Throwable failure(ScheduledTaskObservationContext context) {
		return context.getError();
	}

	/** A run, entered by the thread alone that started it. */
	private static final class Run {

		private final Execution execution;

		private final Thread thread;

		private int depth;

		Run(Execution execution, Thread thread) {
			this.execution = execution;
			this.thread = thread;
		}

	}

}
