package io.perfstarter.boot.propagation;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletionStage;

import io.perfstarter.trace.Guard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Lets {@link AsyncRequests} hear of the requests whose handler may answer from another
 * thread. Registered for all of them it would cost each request, also those that answer
 * at once, about a microsecond and some hundred bytes. Thread-safe.
 */
final class AsyncHandlers implements HandlerInterceptor {

	private static final String KEY = AsyncHandlers.class.getName();

	private static final Class<?>[] ASYNCHRONOUS = { Callable.class, DeferredResult.class, WebAsyncTask.class,
			CompletionStage.class, ResponseBodyEmitter.class, StreamingResponseBody.class };

	private final AsyncRequests requests;

	private final Guard guard;

	/** As many as the application has handler methods. */
	private final Map<Method, Boolean> known = new ConcurrentHashMap<>();

	AsyncHandlers(AsyncRequests requests, Guard guard) {
		this.requests = requests;
		this.guard = guard;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		try {
			if (handler instanceof HandlerMethod method ? mayAnswerLater(method.getMethod())
					: handler instanceof HandlerFunction<?>) {
				WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
				manager.registerCallableInterceptor(KEY, this.requests);
				manager.registerDeferredResultInterceptor(KEY, this.requests);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("propagation", ex);
		}
		return true;
	}

	private boolean mayAnswerLater(Method method) {
		Boolean known = this.known.get(method);
		if (known == null) {
			known = mayAnswerLater(ResolvableType.forMethodReturnType(method));
			this.known.put(method, known);
		}
		return known;
	}

	static boolean mayAnswerLater(ResolvableType type) {
		Class<?> declared = type.resolve(Object.class);
		if (HttpEntity.class.isAssignableFrom(declared)) {
			return mayAnswerLater(type.as(HttpEntity.class).getGeneric());
		}
		for (Class<?> asynchronous : ASYNCHRONOUS) {
			if (asynchronous.isAssignableFrom(declared)) {
				return true;
			}
		}
		if (ReactiveAdapterRegistry.getSharedInstance().getAdapter(declared) != null) {
			return true;
		}
		// What is declared as no more than this may be anything.
		return declared == Object.class || (declared.isInterface() && !Collection.class.isAssignableFrom(declared)
				&& !Map.class.isAssignableFrom(declared) && !CharSequence.class.isAssignableFrom(declared));
	}

}
