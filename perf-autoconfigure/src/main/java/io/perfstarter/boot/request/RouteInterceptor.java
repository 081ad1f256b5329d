package io.perfstarter.boot.request;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.WebUtils;

/**
 * Names the operation as soon as its handler is chosen and measures the rendering of
 * views. Registered first, so that it is the last before a view renders.
 */
final class RouteInterceptor implements HandlerInterceptor {

	private final Tracer tracer;

	private final Operations operations;

	private final Guard guard;

	private final Expectations expectations = new Expectations();

	RouteInterceptor(Tracer tracer, Operations operations, Guard guard) {
		this.tracer = tracer;
		this.operations = operations;
		this.guard = guard;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		try {
			Track track = this.tracer.current();
			if (track != null && request.getDispatcherType() != DispatcherType.ERROR) {
				name(track.execution(), request, response, handler);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("route", ex);
		}
		return true;
	}

	private void name(Execution execution, HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (execution.kind() != OperationKind.HTTP || execution.operation() != null) {
			return;
		}
		if (handler instanceof ResourceHttpRequestHandler || handler instanceof DefaultServletHttpRequestHandler) {
			// Whether there is such a resource, the status tells.
			MeasuredResponse measured = WebUtils.getNativeResponse(response, MeasuredResponse.class);
			if (measured != null) {
				measured.staticResource();
			}
			return;
		}
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (pattern != null) {
			execution.operation(this.operations.of(request.getMethod(), pattern.toString()));
			execution.expectation(this.expectations.of(handler));
		}
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView modelAndView) {
		try {
			if (modelAndView != null && modelAndView.hasView()) {
				Track track = this.tracer.current();
				if (track != null) {
					track.renderStarted(this.tracer.clock().nanoTime());
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("render", ex);
		}
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		try {
			Track track = this.tracer.current();
			if (track != null && track.isRendering()) {
				track.renderEnded(this.tracer.clock().nanoTime());
			}
		}
		catch (RuntimeException | LinkageError failure) {
			this.guard.swallowed("render", failure);
		}
	}

}
