package io.perfstarter.boot.observe;

import io.perfstarter.trace.BoundedOperations;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends executions of one kind around what a framework calls. Nothing it does
 * throws. Thread-safe.
 */
final class Runs {

	/** Names that are told apart, so that requests keep their places. */
	private static final int MAX_NAMES = 200;

	private final Tracer tracer;

	private final Guard guard;

	private final OperationKind kind;

	private final BoundedOperations operations;

	Runs(Tracer tracer, Guard guard, OperationKind kind) {
		this.tracer = tracer;
		this.guard = guard;
		this.kind = kind;
		this.operations = new BoundedOperations(kind, MAX_NAMES);
	}

	/** Starts an execution on the current thread. */
	@Nullable Execution begin(String name) {
		try {
			Execution execution = this.tracer.start(this.kind);
			execution.operation(this.operations.get(name));
			return execution;
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("observe", ex);
			return null;
		}
	}

	/** Attaches an execution to the current thread again. */
	void enter(Execution execution) {
		try {
			this.tracer.attach(execution);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("observe", ex);
		}
	}

	/** Detaches an execution from the current thread. */
	void leave(Execution execution) {
		try {
			this.tracer.detach(execution);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("observe", ex);
		}
	}

	void end(@Nullable Execution execution, @Nullable Throwable failure, long items) {
		if (execution == null || execution.isEnded()) {
			return;
		}
		try {
			if (failure != null) {
				execution.error(failure);
			}
			if (items > 0) {
				execution.track().items(items);
			}
			this.tracer.end(execution);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("observe", ex);
		}
	}

}
