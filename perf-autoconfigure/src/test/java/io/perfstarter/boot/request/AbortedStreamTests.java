package io.perfstarter.boot.request;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.perfstarter.boot.RawClient;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that go away while another thread sends: every request ends, and once.
 */
class AbortedStreamTests {

	private static final int CLIENTS = 60;

	@ParameterizedTest
	@EnumSource(Server.class)
	void everyRequestEnds(Server server) throws Exception {
		try (TestApp app = TestApp.on(server, App.class).start()) {
			for (int i = 0; i < CLIENTS; i++) {
				try (RawClient client = new RawClient(app.port())) {
					client.send("GET", "/stream/" + (i % 3));
					assertThat(client.head()).startsWith("HTTP/1.1 200");
					client.abort();
				}
			}
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> app.executions().all().size() >= CLIENTS && app.bean(Tracer.class).active() == 0);
			assertThat(app.executions().all()).hasSize(CLIENTS);
			assertThat(app.bean(Tracer.class).active()).isZero();
			assertThat(app.bean(Guard.class).count()).isZero();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Answers.class)
	static class App {

	}

	@RestController
	static class Answers {

		private final ExecutorService sender = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "sender");
			thread.setDaemon(true);
			return thread;
		});

		/** Sends until that fails, and completes, fails or gives up then. */
		@GetMapping("/stream/{end}")
		SseEmitter stream(@org.springframework.web.bind.annotation.PathVariable int end) {
			SseEmitter emitter = new SseEmitter(0L);
			this.sender.execute(() -> {
				try {
					while (true) {
						emitter.send("again");
					}
				}
				catch (IOException | IllegalStateException ex) {
					if (end == 0) {
						emitter.completeWithError(ex);
					}
					else if (end == 1) {
						emitter.complete();
					}
				}
			});
			return emitter;
		}

	}

}
