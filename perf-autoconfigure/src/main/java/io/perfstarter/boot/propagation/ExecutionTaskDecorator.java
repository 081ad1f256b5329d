package io.perfstarter.boot.propagation;

import java.util.concurrent.RunnableScheduledFuture;

import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;

/**
 * Lets a task work for the execution that it was handed over in, and carries nothing
 * else. Around all other decorators, so that their queries count as well. Thread-safe.
 */
final class ExecutionTaskDecorator implements TaskDecorator, Ordered {

	private final Tracer tracer;

	private final Guard guard;

	ExecutionTaskDecorator(Tracer tracer, Guard guard) {
		this.tracer = tracer;
		this.guard = guard;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Runnable decorate(Runnable task) {
		try {
			// What repeats is no work for the execution that happened to begin it.
			if (task instanceof Carried || (task instanceof RunnableScheduledFuture<?> future && future.isPeriodic())) {
				return task;
			}
			Execution execution = this.tracer.capture();
			return (execution != null) ? new Carried(task, execution) : task;
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("propagation", ex);
			return task;
		}
	}

	private @Nullable Branch begin(Execution execution) {
		try {
			return this.tracer.branch(execution);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("propagation", ex);
			return null;
		}
	}

	private void end(@Nullable Branch branch) {
		try {
			this.tracer.endBranch(branch);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("propagation", ex);
		}
	}

	/** A task with its execution. */
	private final class Carried implements Runnable {

		private final Runnable task;

		private final Execution execution;

		Carried(Runnable task, Execution execution) {
			this.task = task;
			this.execution = execution;
		}

		@Override
		public void run() {
			Branch branch = begin(this.execution);
			try {
				this.task.run();
			}
			finally {
				end(branch);
			}
		}

		@Override
		public String toString() {
			return this.task.toString();
		}

	}

}
