package io.perfstarter.boot.request;

import java.io.IOException;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Makes every request one execution, whatever happens to it. Stands in front of all other
 * filters, those of Spring Security included, and takes part in all dispatches of a
 * request: the first, those after asynchronous processing and that to an error page.
 * <p>
 * An execution ends when the last of them does. Who knows that, differs: mostly the first
 * dispatch; after an error that of the error page, or, if none comes,
 * {@link AwaitedErrors}; of an asynchronous request its last dispatch, or, if the
 * application completes it without one, its completion. Whoever is first ends it, the
 * others find it ended.
 */
final class RequestFilter implements Filter {

	/**
	 * Under this name a request carries its measured response from one dispatch to
	 * another.
	 */
	static final String ATTRIBUTE = RequestFilter.class.getName();

	private final Tracer tracer;

	private final RequestSettings settings;

	private final Operations operations;

	private final Exclusions exclusions;

	private final AwaitedErrors awaitedErrors;

	RequestFilter(Tracer tracer, RequestSettings settings, Operations operations, Exclusions exclusions,
			AwaitedErrors awaitedErrors) {
		this.tracer = tracer;
		this.settings = settings;
		this.operations = operations;
		this.exclusions = exclusions;
		this.awaitedErrors = awaitedErrors;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest httpRequest)
				|| !(response instanceof HttpServletResponse httpResponse)) {
			chain.doFilter(request, response);
			return;
		}
		MeasuredResponse measured = enter(httpRequest, httpResponse);
		if (measured == null) {
			chain.doFilter(request, response);
			return;
		}
		Throwable failure = null;
		try {
			// Later dispatches may come with wrappers of the application's around the
			// response.
			chain.doFilter(request, measured.isInside(httpResponse) ? httpResponse : measured);
		}
		catch (IOException | ServletException | RuntimeException | Error ex) {
			failure = ex;
			throw ex;
		}
		finally {
			exit(httpRequest, measured, failure);
		}
	}

	private @Nullable MeasuredResponse enter(HttpServletRequest request, HttpServletResponse response) {
		try {
			DispatcherType dispatch = request.getDispatcherType();
			if (dispatch == DispatcherType.REQUEST) {
				// The thread may have been left working for an earlier one.
				this.tracer.endForgottenBranches();
				Track current = this.tracer.current();
				// A filter that is called twice in one request measures it once.
				if (isMeasured(current) || this.exclusions.exclude(request)) {
					return null;
				}
				return new MeasuredResponse(response, this.tracer.start(OperationKind.HTTP), this.settings);
			}
			MeasuredResponse measured = (MeasuredResponse) request.getAttribute(ATTRIBUTE);
			if (measured == null || measured.execution().isEnded()
					|| (measured.isAwaitingError() && !this.awaitedErrors.take(measured))) {
				return null;
			}
			measured.continueWith(response);
			this.tracer.attach(measured.execution());
			return measured;
		}
		catch (RuntimeException | LinkageError ex) {
			this.settings.guard().swallowed("request", ex);
			return null;
		}
	}

	/**
	 * A step or job that something left behind on this thread is no request, nor is work
	 * for another.
	 */
	private static boolean isMeasured(@Nullable Track current) {
		return current != null && !current.isBranch() && current.execution().kind() == OperationKind.HTTP;
	}

	private void exit(HttpServletRequest request, MeasuredResponse response, @Nullable Throwable failure) {
		Execution execution = response.execution();
		try {
			if (failure != null) {
				execution.error(cause(failure));
			}
			boolean errorFollows = errorFollows(request, response, failure);
			if (execution.operation() == null) {
				execution.operation(this.operations.of(request, response, failure));
			}
			if (request.isAsyncStarted()) {
				// From here on another thread may write the response: hands off its
				// headers.
				request.setAttribute(ATTRIBUTE, response);
				this.tracer.detach(execution);
				request.getAsyncContext().addListener(new AsyncCompletion(this, response));
			}
			else if (errorFollows) {
				response.refresh();
				request.setAttribute(ATTRIBUTE, response);
				this.tracer.detach(execution);
				this.awaitedErrors.add(response, status(response, failure));
			}
			else {
				response.refresh();
				end(response, failure);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.settings.guard().swallowed("request", ex);
			abandon(execution);
		}
	}

	private static boolean errorFollows(HttpServletRequest request, MeasuredResponse response,
			@Nullable Throwable failure) {
		// After an error was sent, servers say of a response that it is committed.
		return (response.isErrorSent() || (failure != null && !response.isCommitted()))
				&& request.getDispatcherType() != DispatcherType.ERROR;
	}

	/** What Spring MVC wraps, so that it can be thrown, is the failure. */
	private static Throwable cause(Throwable failure) {
		Throwable cause = (failure instanceof ServletException) ? failure.getCause() : null;
		return (cause != null) ? cause : failure;
	}

	/** Ends the execution of a request, if nobody did yet. */
	void end(MeasuredResponse response, @Nullable Throwable failure) {
		Execution execution = response.execution();
		try {
			if (response.isAwaitingError()) {
				this.awaitedErrors.take(response);
			}
			if (!execution.isEnded()) {
				execution.status(status(response, failure));
				execution.responseBytes(response.bytes());
				this.tracer.end(execution);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.settings.guard().swallowed("request", ex);
			abandon(execution);
		}
	}

	/** What the filter chain throws, the container answers with 500. */
	private static int status(MeasuredResponse response, @Nullable Throwable failure) {
		int status = response.getStatus();
		return (failure != null && status < 400) ? 500 : status;
	}

	/** Whatever happened, the next request on this thread starts afresh. */
	private void abandon(Execution execution) {
		try {
			this.tracer.detach(execution);
			this.tracer.end(execution);
		}
		catch (RuntimeException ex) {
			this.settings.guard().swallowed("request", ex);
		}
	}

}
