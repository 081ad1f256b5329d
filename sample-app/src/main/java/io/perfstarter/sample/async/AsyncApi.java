package io.perfstarter.sample.async;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

import io.perfstarter.sample.Delay;
import io.perfstarter.sample.async.OpenOrders.OpenCount;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The ways in which Spring MVC leaves the request thread; streaming is in the export of
 * orders.
 */
@RestController
@RequestMapping("/api/async")
class AsyncApi {

	private static final int EVENTS = 5;

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final long TIMEOUT_MILLIS = 5000;

	private final OpenOrders openOrders;

	private final Executor executor;

	AsyncApi(OpenOrders openOrders, @Qualifier("applicationTaskExecutor") Executor executor) {
		this.openOrders = openOrders;
		this.executor = executor;
	}

	@GetMapping("/callable")
	Callable<OpenCount> callable() {
		return () -> {
			Delay.of(PAUSE);
			return this.openOrders.count();
		};
	}

	@GetMapping("/deferred")
	DeferredResult<OpenCount> deferred() {
		DeferredResult<OpenCount> result = new DeferredResult<>(TIMEOUT_MILLIS);
		this.executor.execute(() -> {
			Delay.of(PAUSE);
			try {
				result.setResult(this.openOrders.count());
			}
			catch (RuntimeException ex) {
				result.setErrorResult(ex);
			}
		});
		return result;
	}

	@GetMapping("/events")
	SseEmitter events() {
		SseEmitter emitter = new SseEmitter(TIMEOUT_MILLIS);
		this.executor.execute(() -> send(emitter));
		return emitter;
	}

	private void send(SseEmitter emitter) {
		try {
			for (int i = 0; i < EVENTS; i++) {
				emitter.send(this.openOrders.count());
				Delay.of(PAUSE);
			}
			emitter.complete();
		}
		catch (IOException | RuntimeException ex) {
			emitter.completeWithError(ex);
		}
	}

}
