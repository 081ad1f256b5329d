package io.perfstarter.boot.step;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.boot.Performance;
import io.perfstarter.trace.Guard;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes each call of a method a step. Thread-safe.
 */
final class MonitoredInterceptor implements MethodInterceptor {

	private final SingletonSupplier<Performance> performance;

	private final SingletonSupplier<Guard> guard;

	/** As many as there are annotated methods. */
	private final Map<Key, String> names = new ConcurrentHashMap<>();

	MonitoredInterceptor(ObjectProvider<Performance> performance, ObjectProvider<Guard> guard) {
		// Asked for at the first call: a post-processor may not create beans early
		this.performance = SingletonSupplier.of(performance::getObject);
		this.guard = SingletonSupplier.of(guard::getObject);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Performance.Step step = open(invocation);
		if (step == null) {
			return invocation.proceed();
		}
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			step.failed(ex).close();
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage) {
			closeLater(step, stage);
		}
		else {
			step.close();
		}
		return result;
	}

	private Performance.@Nullable Step open(MethodInvocation invocation) {
		try {
			Object target = invocation.getThis();
			Method method = invocation.getMethod();
			Class<?> type = (target != null) ? target.getClass() : method.getDeclaringClass();
			Key key = new Key(type, method);
			String name = this.names.get(key);
			if (name == null) {
				name = MonitoredMethods.name(method, type);
				if (name == null) {
					return null;
				}
				this.names.put(key, name);
			}
			return this.performance.obtain().step(name);
		}
		catch (RuntimeException | LinkageError ex) {
			swallow(ex);
			return null;
		}
	}

	private void closeLater(Performance.Step step, CompletionStage<?> stage) {
		try {
			step.leave();
			stage.whenComplete((value, failure) -> {
				if (failure != null) {
					step.failed(cause(failure));
				}
				step.close();
			});
		}
		catch (RuntimeException | LinkageError ex) {
			step.close();
			swallow(ex);
		}
	}

	private static Throwable cause(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : null;
		return (cause != null) ? cause : failure;
	}

	private void swallow(Throwable failure) {
		try {
			this.guard.obtain().swallowed("monitored", failure);
		}
		catch (RuntimeException ex) {
			// The application ends: there is nobody to tell.
		}
	}

	private record Key(Class<?> type, Method method) {

	}

}
