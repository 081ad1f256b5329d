package io.perfstarter.boot;

import java.lang.ref.WeakReference;

import io.perfstarter.trace.BoundedOperations;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.ExecutionSink;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes steps parts of the execution that runs, or executions of their own. Thread-safe.
 */
final class StepRecorder {

	private static final Logger logger = LoggerFactory.getLogger(Performance.class);

	private static final Operation UNCLOSED = new Operation(OperationKind.STEP, "(never closed)");

	/** Names that are told apart: bounded, so that requests keep their places. */
	private static final int MAX_NAMES = 200;

	private final BoundedOperations operations = new BoundedOperations(OperationKind.STEP, MAX_NAMES);

	/** What a thread has started an execution for. */
	private final ThreadLocal<@Nullable Root> roots = new ThreadLocal<>();

	private final Tracer tracer;

	private final ExecutionSink sink;

	private final Guard guard;

	StepRecorder(Tracer tracer, ExecutionSink sink, Guard guard) {
		this.tracer = tracer;
		this.sink = sink;
		this.guard = guard;
	}

	void open(Performance.Step step) {
		try {
			endForgotten();
			Operation operation = this.operations.get(step.name());
			step.operation = operation;
			step.execution = this.tracer.capture();
			if (step.execution == null) {
				Execution execution = this.tracer.start(OperationKind.STEP);
				execution.operation(operation);
				step.execution = execution;
				step.root = true;
				this.roots.set(new Root(execution, new WeakReference<>(step)));
			}
			step.start = this.tracer.clock().nanoTime();
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("step", ex);
		}
	}

	/**
	 * A step that nobody can close any more would take all that its thread does from now
	 * on.
	 */
	private void endForgotten() {
		Root root = this.roots.get();
		if (root == null || root.step().get() != null) {
			return;
		}
		this.roots.remove();
		Execution execution = root.execution();
		if (!execution.isEnded()) {
			logger.warn("A step '{}' was never closed; use try-with-resources", execution.operation());
			execution.operation(UNCLOSED);
			this.tracer.detach(execution);
			this.tracer.end(execution);
		}
	}

	void name(Performance.Step step, String name) {
		try {
			Operation operation = this.operations.get(name);
			step.operation = operation;
			Execution execution = step.execution;
			if (step.root && execution != null && !execution.isEnded()) {
				execution.operation(operation);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("step", ex);
		}
	}

	void leave(Performance.Step step) {
		try {
			Execution execution = step.execution;
			if (step.root && execution != null && !execution.isEnded()) {
				this.tracer.detach(execution);
				forget(execution);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("step", ex);
		}
	}

	private void forget(Execution execution) {
		Root root = this.roots.get();
		if (root != null && root.execution() == execution) {
			this.roots.remove();
		}
	}

	void close(Performance.Step step) {
		Execution execution = step.execution;
		Operation operation = step.operation;
		if (execution == null || operation == null) {
			return;
		}
		try {
			long now = this.tracer.clock().nanoTime();
			Throwable failure = step.failure();
			if (step.root) {
				if (failure != null) {
					execution.error(failure);
				}
				if (step.itemCount() > 0 && !execution.isEnded()) {
					execution.track().items(step.itemCount());
				}
				forget(execution);
				this.tracer.end(execution, now);
			}
			else {
				closePart(step, execution, operation, now, failure != null);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("step", ex);
		}
	}

	private void closePart(Performance.Step step, Execution execution, Operation operation, long now, boolean failed) {
		long duration = now - step.start;
		if (!execution.isEnded()) {
			// Nothing to be entered if this thread works for the execution already
			Branch branch = this.tracer.branch(execution);
			try {
				Track track = this.tracer.current();
				if (track != null) {
					track.part(EventType.STEP, operation, step.start, duration, failed);
				}
			}
			finally {
				this.tracer.endBranch(branch);
			}
		}
		this.sink.part(operation, duration, failed, step.itemCount());
	}

	/**
	 * What a thread has started.
	 *
	 * @param execution the execution
	 * @param step knows whether anybody can close it
	 */
	private record Root(Execution execution, WeakReference<Performance.Step> step) {

	}

}
