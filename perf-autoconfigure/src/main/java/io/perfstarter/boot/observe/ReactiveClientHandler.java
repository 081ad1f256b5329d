package io.perfstarter.boot.observe;

import java.net.URI;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Counts the calls of {@code WebClient}, which end on another thread. Thread-safe.
 */
final class ReactiveClientHandler implements ObservationHandler<ClientRequestObservationContext> {

	private final ClientCalls calls;

	ReactiveClientHandler(ClientCalls calls) {
		this.calls = calls;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ClientRequestObservationContext;
	}

	@Override
	public void onStart(ClientRequestObservationContext context) {
		ClientCalls.Call call = this.calls.begin();
		if (call != null) {
			context.put(ClientCalls.Call.class, call);
		}
	}

	@Override
	public void onStop(ClientRequestObservationContext context) {
		try {
			ClientRequest request = context.getRequest();
			if (request != null) {
				URI uri = request.url();
				this.calls.end(context.get(ClientCalls.Call.class), uri.getHost(), request.method().name(),
						context.getUriTemplate(), failed(context));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.calls.swallow(ex);
		}
	}

	/**
	 * A refusal (4xx) is an answer of a service that works. A call that was given up, by
	 * a time-out say, had none.
	 */
	private static boolean failed(ClientRequestObservationContext context) {
		ClientResponse response = context.getResponse();
		int status = (response != null) ? response.statusCode().value() : 0;
		return status >= 500 || ((status == 0 || status < 400)
				&& (context.getError() != null || (status == 0 && context.isAborted())));
	}

}
