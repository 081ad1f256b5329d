package io.perfstarter.boot.propagation;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
			// What repeats is no work for the execution that happened to begin it; what
			// can
			// be compared is put in order by its executor, which has to see it for that.
			boolean scheduled = task instanceof RunnableScheduledFuture<?> future && !future.isPeriodic();
			if (task instanceof Carried || (task instanceof Comparable<?> && !scheduled)) {
				return task;
			}
			Execution execution = this.tracer.capture();
			// A task that schedules itself again would never come to an end.
			if (execution == null || (scheduled && execution.isEnded())) {
				return task;
			}
			return (task instanceof RunnableFuture<?> future) ? new CarriedFuture<>(future, execution)
					: new Carried(task, execution);
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
	private class Carried implements Runnable {

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

	/** What executors and their hooks ask for its outcome still tells it. */
	private final class CarriedFuture<V> extends Carried implements RunnableFuture<V> {

		private final RunnableFuture<V> future;

		CarriedFuture(RunnableFuture<V> future, Execution execution) {
			super(future, execution);
			this.future = future;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			return this.future.cancel(mayInterruptIfRunning);
		}

		@Override
		public boolean isCancelled() {
			return this.future.isCancelled();
		}

		@Override
		public boolean isDone() {
			return this.future.isDone();
		}

		@Override
		public V get() throws InterruptedException, ExecutionException {
			return this.future.get();
		}

		@Override
		public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
			return this.future.get(timeout, unit);
		}

	}

}
