package io.perfstarter.boot.resource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import io.perfstarter.analysis.ResourceFigures;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.trace.NanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads of real web servers.
 */
@Timeout(60)
class ServerTests {

	private static final int REQUESTS = 3;

	private static TestApp.Builder app(Server server) {
		Door door = new Door();
		return TestApp.on(server).bean(Door.class, door).bean(NanoClock.class, new MovableClock());
	}

	private static ResourceFigures server(TestApp app, String name) {
		Resources.read(app.context());
		return Resources.report(app.context())
			.servers()
			.stream()
			.filter((server) -> name.equals(server.name()))
			.findFirst()
			.orElseThrow();
	}

	/** What is busy while some requests stand at the door, and after that. */
	private static List<ResourceFigures> busyAndIdle(TestApp app) throws Exception {
		Door door = app.bean(Door.class);
		List<CompletableFuture<TestApp.Answer>> requests = new ArrayList<>();
		for (int i = 0; i < REQUESTS; i++) {
			requests.add(CompletableFuture.supplyAsync(() -> app.get("/door"), (task) -> new Thread(task).start()));
		}
		door.arrived.acquire(REQUESTS);
		ResourceFigures busy = server(app, "server");
		door.open.countDown();
		for (CompletableFuture<TestApp.Answer> request : requests) {
			assertThat(request.get().status()).isEqualTo(200);
		}
		// A thread goes back a moment after its answer has gone out
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.until(() -> server(app, "server").figures().get("busy").intValue() == 0);
		return List.of(busy, server(app, "server"));
	}

	@ParameterizedTest
	@EnumSource
	void platformThreads(Server server) throws Exception {
		try (TestApp app = app(server).with("server.tomcat.threads.max=17", "server.jetty.threads.max=17").start()) {
			List<ResourceFigures> figures = busyAndIdle(app);
			assertThat(figures.get(0).type()).isEqualTo(server.name().toLowerCase());
			assertThat(figures.get(0).figures()).containsEntry("busy", (long) REQUESTS)
				.containsEntry("max", 17L)
				.containsEntry("queued", 0L);
			assertThat(figures.get(0).figures().get("threads").intValue()).isBetween(REQUESTS, 17);
			assertThat(figures.get(0).figures().get("connections").intValue()).isGreaterThanOrEqualTo(REQUESTS);
			assertThat(figures.get(1).figures()).containsEntry("busy", 0L);
		}
	}

	@ParameterizedTest
	@EnumSource
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtualThreads(Server server) throws Exception {
		try (TestApp app = app(server)
			.with("spring.threads.virtual.enabled=true", "server.tomcat.max-connections=50",
					"server.jetty.threads.max=50")
			.start()) {
			List<ResourceFigures> figures = busyAndIdle(app);
			assertThat(figures.get(0).type()).isEqualTo(server.name().toLowerCase() + "-virtual");
			assertThat(figures.get(0).figures()).containsEntry("busy", (long) REQUESTS).containsEntry("max", 50L);
			assertThat(figures.get(1).figures()).containsEntry("busy", 0L);
		}
	}

	@ParameterizedTest
	@EnumSource
	void managementPort(Server server) {
		try (TestApp app = app(server).with("management.server.port=0").start()) {
			assertThat(server(app, "management").figures()).containsKey("max");
			assertThat(server(app, "server").figures()).containsKey("max");
		}
	}

	@ParameterizedTest
	@EnumSource
	void switchedOff(Server server) {
		try (TestApp app = app(server).with("performance.resource.server.enabled=false").start()) {
			Resources.read(app.context());
			assertThat(Resources.report(app.context()).servers()).isEmpty();
		}
	}

	/** Where requests stand until it opens. */
	@RestController
	static class Door {

		private final Semaphore arrived = new Semaphore(0);

		private final CountDownLatch open = new CountDownLatch(1);

		@GetMapping("/door")
		String door() throws InterruptedException {
			this.arrived.release();
			this.open.await();
			return "through";
		}

	}

}
