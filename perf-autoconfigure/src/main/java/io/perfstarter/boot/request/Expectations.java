package io.perfstarter.boot.request;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.boot.ExpectedQueries;
import io.perfstarter.trace.Expectation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * What {@link ExpectedQueries} says of handlers, looked up once for each. Thread-safe.
 */
final class Expectations {

	/** Handler methods are as many as the application has. */
	private final Map<Key, Optional<Expectation>> known = new ConcurrentHashMap<>();

	@Nullable Expectation of(Object handler) {
		if (!(handler instanceof HandlerMethod method)) {
			return null;
		}
		Key key = new Key(method.getBeanType(), method.getMethod());
		Optional<Expectation> expectation = this.known.get(key);
		if (expectation == null) {
			expectation = find(method);
			this.known.put(key, expectation);
		}
		return expectation.orElse(null);
	}

	private static Optional<Expectation> find(HandlerMethod method) {
		ExpectedQueries annotation = method.getMethodAnnotation(ExpectedQueries.class);
		if (annotation == null) {
			annotation = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), ExpectedQueries.class);
		}
		return Optional.ofNullable(annotation).map((found) -> new Expectation(found.max(), found.reason()));
	}

	private record Key(Class<?> type, Method method) {

	}

}
