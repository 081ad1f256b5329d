package io.perfstarter.boot.request;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Ends the execution of an asynchronous request once it is complete.
 */
final class AsyncCompletion implements AsyncListener {

	private final RequestFilter filter;

	private final MeasuredResponse response;

	AsyncCompletion(RequestFilter filter, MeasuredResponse response) {
		this.filter = filter;
		this.response = response;
	}

	@Override
	public void onComplete(AsyncEvent event) {
		// Tomcat says so after the last dispatch and before the error page.
		if (!this.response.isAwaitingError()) {
			this.filter.end(this.response, event.getThrowable());
		}
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// The application may still answer; completion follows in any case.
	}

	@Override
	public void onError(AsyncEvent event) {
		if (event.getThrowable() != null) {
			this.response.execution().error(event.getThrowable());
		}
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Another round: listeners are not carried over to it.
		event.getAsyncContext().addListener(this);
	}

}
