package io.perfstarter.boot.observe;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.perfstarter.boot.Kept;
import io.perfstarter.boot.Performance;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.series.Trace;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Calls to another service, which is a real server: the application itself.
 */
class ClientTests {

	/** Ahead of the system's clock: what was measured hours ago is in no window. */
	private static final AtomicLong ahead = new AtomicLong();

	private static TestApp app;

	private Kept kept;

	private RestClient client;

	@BeforeAll
	static void start() {
		app = start("server.tomcat.threads.max=20");
	}

	private static TestApp start(String... properties) {
		return TestApp.on(Server.TOMCAT, Api.class)
			.with("management.endpoints.web.exposure.include=performance", "performance.request.exclude=/users/**")
			.with(properties)
			.bean(NanoClock.class, () -> System.nanoTime() + ahead.get())
			.start();
	}

	@BeforeEach
	void lookAtWhatIsNew() {
		ahead.addAndGet(Duration.ofHours(2).toNanos());
		this.kept = Kept.in(app.context());
		this.client = app.bean(RestClient.Builder.class).baseUrl("http://localhost:" + app.port()).build();
		app.bean(Api.class).answer = new CountDownLatch(1);
	}

	@AfterEach
	void awaitWhatStillRuns() {
		app.awaitIdle();
	}

	@AfterAll
	static void stop() {
		assertThat(app.bean(Guard.class).count()).isZero();
		app.close();
	}

	private OperationWindow call(String name) {
		return this.kept.operation(OperationKind.CLIENT, name);
	}

	@Test
	void restClient() {
		try (Performance.Step step = app.bean(Performance.class).step("outer")) {
			for (int i = 0; i < 3; i++) {
				assertThat(this.client.get().uri("/users/{id}?x={x}", "u" + i, 1).retrieve().body(String.class))
					.isEqualTo("u" + i);
			}
		}
		assertThat(this.kept.operations(OperationKind.CLIENT)).containsExactly("localhost GET /users/{id} 3");
		assertThat(call("localhost GET /users/{id}").errors()).isZero();
		OperationWindow outer = this.kept.operation(OperationKind.STEP, "outer");
		assertThat(outer.clientCalls()).isEqualTo(3);
		assertThat(outer.clientNanos()).isPositive().isLessThanOrEqualTo(outer.nanos());
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.CLIENT))
			.containsExactly("localhost GET /users/{id}", "localhost GET /users/{id}", "localhost GET /users/{id}");
	}

	@Test
	void withoutTemplateHostAndMethod() {
		this.client.get()
			.uri(URI.create("http://localhost:" + app.port() + "/users/secret?token=x"))
			.retrieve()
			.body(String.class);
		this.client.get().uri("/users/4711").retrieve().body(String.class);
		assertThat(this.kept.operations(OperationKind.CLIENT)).containsExactly("localhost GET 2");
	}

	@Test
	void failures() throws IOException {
		assertThatExceptionOfType(HttpServerErrorException.class)
			.isThrownBy(() -> this.client.get().uri("/users/{id}/failing", 1).retrieve().body(String.class));
		assertThatExceptionOfType(HttpClientErrorException.class)
			.isThrownBy(() -> this.client.get().uri("/users/{id}/missing", 1).retrieve().body(String.class));
		int closed;
		try (ServerSocket socket = new ServerSocket(0)) {
			closed = socket.getLocalPort();
		}
		try (Performance.Step step = app.bean(Performance.class).step("outer")) {
			assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> this.client.get()
				.uri("http://localhost:" + closed + "/gone/{id}", 1)
				.retrieve()
				.body(String.class));
		}
		assertThat(call("localhost GET /users/{id}/failing").errors()).isOne();
		assertThat(call("localhost GET /users/{id}/missing").count()).isOne();
		assertThat(call("localhost GET /users/{id}/missing").errors()).isZero();
		assertThat(call("localhost GET /gone/{id}").errors()).isOne();
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.CLIENT))
			.containsExactly("localhost GET /gone/{id}!");
	}

	@Test
	void restTemplate() {
		RestTemplate template = app.bean(RestTemplateBuilder.class).rootUri("http://localhost:" + app.port()).build();
		template.getForObject("/users/{id}", String.class, 1);
		assertThatExceptionOfType(HttpClientErrorException.class)
			.isThrownBy(() -> template.getForObject("/users/{id}/missing", String.class, 1));
		assertThatExceptionOfType(HttpServerErrorException.class)
			.isThrownBy(() -> template.getForObject("/users/{id}/failing", String.class, 1));
		assertThat(this.kept.operations(OperationKind.CLIENT)).containsExactly("localhost GET /users/{id} 1",
				"localhost GET /users/{id}/failing 1", "localhost GET /users/{id}/missing 1");
		assertThat(call("localhost GET /users/{id}/missing").errors()).isZero();
		assertThat(call("localhost GET /users/{id}/failing").errors()).isOne();
	}

	@Test
	void whatIsNotBuiltByBootIsNotMeasured() {
		new RestTemplate().getForObject("http://localhost:" + app.port() + "/users/{id}", String.class, 1);
		assertThat(this.kept.operations(OperationKind.CLIENT)).isEmpty();
	}

	private WebClient reactive() {
		return app.bean(WebClient.Builder.class).baseUrl("http://localhost:" + app.port()).build();
	}

	@Test
	void webClient() {
		WebClient web = reactive();
		try (Performance.Step step = app.bean(Performance.class).step("outer")) {
			assertThat(web.get().uri("/users/{id}", 1).retrieve().bodyToMono(String.class).block()).isEqualTo("1");
			web.get().uri("/users/{id}/failing", 1).exchangeToMono((response) -> response.releaseBody()).block();
			web.get().uri("/users/{id}/missing", 1).exchangeToMono((response) -> response.releaseBody()).block();
			this.kept.await(OperationKind.CLIENT, "localhost GET /users/{id}/missing", 1);
		}
		assertThat(this.kept.operations(OperationKind.CLIENT)).containsExactly("localhost GET /users/{id} 1",
				"localhost GET /users/{id}/failing 1", "localhost GET /users/{id}/missing 1");
		assertThat(call("localhost GET /users/{id}/failing").errors()).isOne();
		assertThat(call("localhost GET /users/{id}/missing").errors()).isZero();
		assertThat(this.kept.operation(OperationKind.STEP, "outer").clientCalls()).isEqualTo(3);
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.CLIENT)).containsExactlyInAnyOrder(
				"localhost GET /users/{id}", "localhost GET /users/{id}/failing!", "localhost GET /users/{id}/missing");
	}

	@Test
	void webClientThatOutlivesItsExecution() throws Exception {
		CountDownLatch answer = app.bean(Api.class).answer;
		java.util.concurrent.CompletableFuture<String> body;
		try (Performance.Step step = app.bean(Performance.class).step("outer")) {
			body = reactive().get().uri("/users/{id}/slow", 1).retrieve().bodyToMono(String.class).toFuture();
		}
		answer.countDown();
		assertThat(body.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
		OperationWindow call = this.kept.await(OperationKind.CLIENT, "localhost GET /users/{id}/slow", 1);
		assertThat(call.errors()).isZero();
		assertThat(this.kept.operation(OperationKind.STEP, "outer").clientCalls()).isZero();
		Trace trace = this.kept.trace(OperationKind.STEP, "outer");
		assertThat(trace.clientCalls()).isZero();
		assertThat(app.bean(Tracer.class).active()).isZero();
	}

	@Test
	void webClientThatIsGivenUp() {
		CountDownLatch answer = app.bean(Api.class).answer;
		try {
			assertThat(reactive().get()
				.uri("/users/{id}/slow", 1)
				.retrieve()
				.bodyToMono(String.class)
				.timeout(Duration.ofMillis(50))
				.onErrorReturn("late")
				.block()).isEqualTo("late");
			assertThat(this.kept.await(OperationKind.CLIENT, "localhost GET /users/{id}/slow", 1).errors()).isOne();
		}
		finally {
			answer.countDown();
		}
	}

	@Test
	void insideARequest() {
		assertThat(app.get("/relay").body()).isEqualTo("7");
		OperationWindow relay = this.kept.await(OperationKind.HTTP, "GET /relay", 1);
		assertThat(relay.clientCalls()).isOne();
		assertThat(relay.queries()).isOne();
		String operation = app.get("/actuator/performance/operations?kind=http").body();
		assertThat(operation).contains("\"clientCallsAvg\":1.0", "\"clientAvgMs\":", "\"clientShare\":0.");
		assertThat(app.get("/actuator/performance/operations?kind=client").body())
			.contains("\"name\":\"localhost GET /users/{id}\"");
	}

	@Test
	void switchedOff() {
		try (TestApp without = TestApp.on(Server.TOMCAT, Api.class).with("performance.observe.client=false").start()) {
			assertThat(without.context().getBeansOfType(ClientHandler.class)).isEmpty();
			assertThat(without.get("/relay").body()).isEqualTo("7");
		}
	}

	@RestController
	static class Api {

		volatile CountDownLatch answer = new CountDownLatch(1);

		private final RestClient.Builder builder;

		private final JdbcTemplate jdbc;

		private final org.springframework.core.env.Environment environment;

		Api(RestClient.Builder builder, JdbcTemplate jdbc, org.springframework.core.env.Environment environment) {
			this.builder = builder;
			this.jdbc = jdbc;
			this.environment = environment;
		}

		@GetMapping("/users/{id}")
		String user(@PathVariable String id) {
			return id;
		}

		@GetMapping("/users/{id}/failing")
		ResponseEntity<String> failing() {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("no");
		}

		@GetMapping("/users/{id}/missing")
		ResponseEntity<String> missing() {
			return ResponseEntity.status(HttpStatus.NOT_FOUND).body("no");
		}

		@GetMapping("/users/{id}/slow")
		String slow() throws InterruptedException {
			this.answer.await(10, TimeUnit.SECONDS);
			return "slow";
		}

		@GetMapping("/relay")
		String relay() {
			this.jdbc.queryForObject("select 1", Integer.class);
			return this.builder.clone()
				.build()
				.get()
				.uri("http://localhost:" + this.environment.getProperty("local.server.port") + "/users/{id}", 7)
				.retrieve()
				.body(String.class);
		}

	}

}
