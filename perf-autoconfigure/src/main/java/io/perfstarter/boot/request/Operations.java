package io.perfstarter.boot.request;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerMapping;

/**
 * The operations of HTTP requests: one for each method and route template, and one each
 * for what has no route. Thread-safe.
 */
final class Operations {

	/** Paths without a handler. */
	static final Operation UNMATCHED = new Operation(OperationKind.HTTP, "UNMATCHED");

	/** Requests that a filter ended before a handler was chosen. */
	static final Operation REFUSED = new Operation(OperationKind.HTTP, "REFUSED");

	/** Requests that a filter answered well, such as a preflight. */
	static final Operation FILTERED = new Operation(OperationKind.HTTP, "FILTERED");

	/** Static resources. */
	static final Operation STATIC = new Operation(OperationKind.HTTP, "STATIC");

	private static final String[] METHODS = { "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE",
			"OTHER" };

	private static final int OTHER_METHOD = METHODS.length - 1;

	/** Routes are few; what makes a template of every path does not get past this. */
	private static final int MAX_ROUTES = 2000;

	private final Set<String> dispatcherServlets;

	private final Map<String, Operation[]> byRoute = new ConcurrentHashMap<>();

	/**
	 * Creates the names.
	 * @param dispatcherServlets the names of Spring MVC's servlets: behind these a
	 * request without a route had no handler
	 */
	Operations(Set<String> dispatcherServlets) {
		this.dispatcherServlets = dispatcherServlets;
	}

	Operation of(String method, String route) {
		int index = index(method);
		Operation[] operations = this.byRoute.get(route);
		if (operations == null) {
			operations = new Operation[METHODS.length];
			if (this.byRoute.size() < MAX_ROUTES) {
				Operation[] before = this.byRoute.putIfAbsent(route, operations);
				operations = (before != null) ? before : operations;
			}
		}
		Operation operation = operations[index];
		if (operation == null) {
			operation = new Operation(OperationKind.HTTP, METHODS[index] + " " + route);
			operations[index] = operation;
		}
		return operation;
	}

	/**
	 * Names a request that was dispatched and that no handler's interceptor named.
	 * @param failure what the filter chain threw
	 */
	Operation of(HttpServletRequest request, MeasuredResponse response, @Nullable Throwable failure) {
		int status = response.getStatus();
		if (response.isStaticResource()) {
			return (status == 404) ? UNMATCHED : STATIC;
		}
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (pattern != null) {
			return of(request.getMethod(), pattern.toString());
		}
		boolean refused = status == 401 || status == 403 || status == 429;
		if (!refused) {
			HttpServletMapping mapping = request.getHttpServletMapping();
			if (isOtherServlet(mapping)) {
				return of(request.getMethod(), mapping.getPattern());
			}
		}
		if (status == 404 || status == 405 || status == 406 || status == 415) {
			return UNMATCHED;
		}
		return (status < 300 && failure == null && !request.isAsyncStarted()) ? FILTERED : REFUSED;
	}

	private boolean isOtherServlet(HttpServletMapping mapping) {
		return mapping != null && mapping.getMappingMatch() != null && mapping.getMappingMatch() != MappingMatch.DEFAULT
				&& !this.dispatcherServlets.contains(mapping.getServletName());
	}

	private static int index(String method) {
		for (int i = 0; i < OTHER_METHOD; i++) {
			if (METHODS[i].equals(method)) {
				return i;
			}
		}
		return OTHER_METHOD;
	}

}
