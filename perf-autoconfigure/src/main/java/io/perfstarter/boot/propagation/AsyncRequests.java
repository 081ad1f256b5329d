package io.perfstarter.boot.propagation;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;

/**
 * Credits what other threads do to answer a request: whatever executor runs a
 * {@link Callable} or a streamed body, and all before the request is handed back to the
 * server, which may end it at once. Thread-safe.
 */
final class AsyncRequests implements CallableProcessingInterceptor, DeferredResultProcessingInterceptor {

	private final Tracer tracer;

	private final Guard guard;

	private static final int MANY = 1000;

	/** Requests whose callable did not begin yet. */
	private final Map<NativeWebRequest, Execution> waiting = new ConcurrentHashMap<>();

	private final ThreadLocal<@Nullable Branch> running = new ThreadLocal<>();

	AsyncRequests(Tracer tracer, Guard guard) {
		this.tracer = tracer;
		this.guard = guard;
	}

	int waiting() {
		return this.waiting.size();
	}

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
		try {
			Execution execution = this.tracer.capture();
			if (execution != null) {
				if (this.waiting.size() >= MANY) {
					// Nobody tells of those whose processing could not be started
					this.waiting.values().removeIf(Execution::isEnded);
				}
				this.waiting.put(request, execution);
			}
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("propagation", ex);
		}
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		try {
			Execution execution = this.waiting.remove(request);
			Branch branch = (execution != null) ? this.tracer.branch(execution) : null;
			if (branch != null) {
				this.running.set(branch);
			}
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("propagation", ex);
		}
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
		try {
			this.tracer.publish();
			Branch branch = this.running.get();
			if (branch != null) {
				this.running.remove();
				this.tracer.endBranch(branch);
			}
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("propagation", ex);
		}
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, Callable<T> task) {
		// Timed out before it began, or was refused
		this.waiting.remove(request);
	}

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, DeferredResult<T> result) {
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, DeferredResult<T> result) {
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, DeferredResult<T> deferred, @Nullable Object result) {
		try {
			this.tracer.publish();
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("propagation", ex);
		}
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> result) {
	}

}
