package io.perfstarter.boot.propagation;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;

/**
 * Lets Micrometer's context propagation carry executions: Reactor's pipelines, and
 * whoever captures a {@code ContextSnapshot}. The registry is one for the whole JVM, so
 * each application has a key of its own and takes it away when it closes. Thread-safe.
 */
final class ExecutionAccessor implements ThreadLocalAccessor<Execution>, DisposableBean {

	private static final AtomicInteger applications = new AtomicInteger();

	private final String key = "io.perfstarter.execution-" + applications.incrementAndGet();

	private final ContextRegistry registry;

	private final Tracer tracer;

	private final Guard guard;

	/** The branches that were begun here and not taken back, the last first. */
	private final ThreadLocal<@Nullable Begun> begun = new ThreadLocal<>();

	ExecutionAccessor(ContextRegistry registry, Tracer tracer, Guard guard) {
		this.registry = registry;
		this.tracer = tracer;
		this.guard = guard;
	}

	/** Makes it known. */
	ExecutionAccessor register() {
		this.registry.registerThreadLocalAccessor(this);
		return this;
	}

	@Override
	public void destroy() {
		this.registry.removeThreadLocalAccessor((Object) this.key);
	}

	@Override
	public Object key() {
		return this.key;
	}

	@Override
	public @Nullable Execution getValue() {
		try {
			return this.tracer.capture();
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("propagation", ex);
			return null;
		}
	}

	@Override
	public void setValue(Execution execution) {
		try {
			Branch branch = this.tracer.branch(execution);
			if (branch != null) {
				this.begun.set(new Begun(branch, this.begun.get()));
			}
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("propagation", ex);
		}
	}

	@Override
	public void setValue() {
		// Whatever runs without an execution of its own runs in that of its thread.
	}

	@Override
	public void restore(Execution previous) {
		takeBack(previous);
	}

	@Override
	public void restore() {
		takeBack(null);
	}

	/** Ends branches until the thread works for what it did before. */
	private void takeBack(@Nullable Execution previous) {
		try {
			Begun last = this.begun.get();
			while (last != null && this.tracer.capture() != previous) {
				this.tracer.endBranch(last.branch());
				last = last.before();
			}
			if (last != null) {
				this.begun.set(last);
			}
			else {
				this.begun.remove();
			}
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("propagation", ex);
		}
	}

	private record Begun(Branch branch, @Nullable Begun before) {
	}

}
