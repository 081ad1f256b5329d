package io.perfstarter.boot.propagation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Only handlers that may answer from another thread are listened to.
 */
class AsyncHandlersTests {

	@ParameterizedTest
	@CsvSource({ "text, false", "nothing, false", "view, false", "map, false", "list, false", "number, false",
			"pet, false", "entity, false", "callable, true", "deferred, true", "task, true", "future, true",
			"emitter, true", "body, true", "mono, true", "entityOfBody, true", "entityOfFuture, true",
			"entityOfAnything, true", "anything, true", "named, true", "generic, true" })
	void whoMayAnswerLater(String method, boolean later) {
		ResolvableType type = ResolvableType.forMethodReturnType(ReflectionUtils.findMethod(Handlers.class, method));
		assertThat(AsyncHandlers.mayAnswerLater(type)).isEqualTo(later);
	}

	interface Named {

	}

	record Pet(String name) {

	}

	interface Handlers {

		String text();

		void nothing();

		ModelAndView view();

		Map<String, Object> map();

		List<Pet> list();

		long number();

		Pet pet();

		ResponseEntity<Pet> entity();

		Callable<String> callable();

		DeferredResult<String> deferred();

		WebAsyncTask<String> task();

		CompletableFuture<String> future();

		SseEmitter emitter();

		StreamingResponseBody body();

		Mono<String> mono();

		ResponseEntity<StreamingResponseBody> entityOfBody();

		ResponseEntity<CompletableFuture<Pet>> entityOfFuture();

		ResponseEntity<?> entityOfAnything();

		Object anything();

		Named named();

		<T> T generic();

	}

}
