package io.perfstarter.boot.request;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Ends the execution of a request after whose error no error page was dispatched to.
 */
final class RequestEnd implements ServletRequestListener {

	private final RequestFilter filter;

	RequestEnd(RequestFilter filter) {
		this.filter = filter;
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		ServletRequest request = event.getServletRequest();
		if (request.getAttribute(RequestFilter.ATTRIBUTE) instanceof MeasuredResponse response
				&& !request.isAsyncStarted()) {
			this.filter.end(response, null);
		}
	}

}
