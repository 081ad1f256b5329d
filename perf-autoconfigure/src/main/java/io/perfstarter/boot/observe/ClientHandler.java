package io.perfstarter.boot.observe;

import java.io.IOException;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/**
 * Counts the calls of {@code RestClient} and {@code RestTemplate}. Thread-safe.
 */
final class ClientHandler implements ObservationHandler<ClientRequestObservationContext> {

	private final ClientCalls calls;

	ClientHandler(ClientCalls calls) {
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
			ClientHttpRequest request = context.getCarrier();
			if (request != null) {
				this.calls.end(context.get(ClientCalls.Call.class), request.getURI().getHost(),
						request.getMethod().name(), context.getUriTemplate(), failed(context));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.calls.swallow(ex);
		}
	}

	/**
	 * A refusal (4xx) is an answer of a service that works, whatever the client throws
	 * then.
	 */
	private static boolean failed(ClientRequestObservationContext context) {
		int status = status(context.getResponse());
		return status >= 500 || ((status == 0 || status < 400) && context.getError() != null);
	}

	private static int status(@Nullable ClientHttpResponse response) {
		try {
			return (response != null) ? response.getStatusCode().value() : 0;
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
