package io.perfstarter.boot.request;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.perfstarter.boot.Executions.Seen;
import io.perfstarter.boot.RawClient;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.TestApp.Answer;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every request is counted once, however it is answered.
 */
@ParameterizedClass
@EnumSource(Server.class)
record RequestCountingTests(Server server) {

	private static TestApp app;

	@BeforeParameterizedClassInvocation
	static void start(Server server) {
		app = TestApp.on(server, CountingApp.class).start();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		app.close();
	}

	@BeforeEach
	void fresh() {
		app.awaitIdle();
		app.executions().clear();
	}

	@AfterEach
	void nothingRuns() {
		app.awaitIdle();
		assertThat(app.bean(Tracer.class).active()).isZero();
		assertThat(app.bean(Tracer.class).current()).isNull();
		assertThat(app.bean(Guard.class).count()).isZero();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/sync/1,            200, GET /sync/{id},            200, , 2
			/conflict,          409, GET /conflict,             409, , 0
			/throws,            500, GET /throws,               500, java.lang.IllegalStateException, 2
			/sends-error,       410, GET /sends-error,          410, , 1
			/annotated,         422, GET /annotated,            422, , 1
			/forward,           200, GET /forward,              200, , 2
			/deferred-value,    200, GET /deferred-value,       200, , 0
			/deferred-error,    500, GET /deferred-error,       500, java.lang.IllegalStateException, 1
			/deferred-timeout,  503, GET /deferred-timeout,     503, , 1
			/callable-value,    200, GET /callable-value,       200, , 2
			/callable-error,    500, GET /callable-error,       500, java.lang.IllegalStateException, 1
			/callable-timeout,  503, GET /callable-timeout,     503, , 1
			/streaming,         200, GET /streaming,            200, , 0
			/sse,               200, GET /sse,                  200, , 0
			/raw-complete,      200, GET /raw-complete,         200, , 0
			/raw-dispatch,      200, GET /raw-dispatch,         200, , 2
			/raw-timeout,       500, GET /raw-timeout,          500, , 1
			/functional/3,      200, GET /functional/{id},      200, , 0
			/functional-error,  500, GET /functional-error,     500, java.lang.IllegalStateException, 1
			/filter-throws,     500, REFUSED,                   500, jakarta.servlet.ServletException, 1
			/old,               302, GET /old,                  302, , 0
			/gone,              410, GET /gone,                 410, , 0
			/nowhere,           404, UNMATCHED,                 404, , 1
			""")
	void countsOnce(String path, int answered, String operation, int status, String error, int queries) {
		Answer answer = app.get(path);
		CountingApp.TOO_LATE.release(path.equals("/callable-timeout") ? 1 : 0);
		assertThat(answer.status()).isEqualTo(answered);
		app.awaitIdle();
		Seen seen = app.executions().only();
		assertThat(seen.operation()).isEqualTo(operation);
		assertThat(seen.status()).isEqualTo(status);
		if (error != null) {
			assertThat(seen.error()).isEqualTo(error);
		}
		else if (!path.endsWith("-timeout") && !path.equals("/annotated")) {
			assertThat(seen.error()).isNull();
		}
		assertThat(seen.queries()).isEqualTo(queries);
		if (!path.equals("/raw-complete")) {
			// Written past all filters.
			assertThat(seen.bytes()).isEqualTo(answer.response().body().length);
		}
	}

	@Test
	void failureOfStreamIsCountedOnce() {
		assertThat(app.get("/streaming-error").status()).isEqualTo(500);
		app.awaitIdle();
		assertThat(app.executions().only().line()).isEqualTo("GET /streaming-error 500");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/sse-endless", "/endless" })
	void clientThatIsGoneIsCountedOnce(String path) throws Exception {
		try (RawClient client = new RawClient(app.port())) {
			client.send("GET", path);
			assertThat(client.head()).startsWith("HTTP/1.1 200");
			if (path.equals("/sse-endless")) {
				client.until("first\n");
			}
			client.abort();
			CountingApp.GONE.release(path.equals("/sse-endless") ? 1 : 0);
		}
		app.executions().await(1);
		app.awaitIdle();
		assertThat(app.executions().only().operation()).isEqualTo("GET " + path);
		assertThat(app.executions().only().bytes()).isPositive();
	}

	@Test
	void requestsThatRunAreActive() throws Exception {
		try (RawClient client = new RawClient(app.port())) {
			client.send("GET", "/sse-endless");
			client.until("first\n");
			assertThat(app.bean(Tracer.class).active()).isEqualTo(1);
			client.abort();
			CountingApp.GONE.release();
		}
		app.awaitIdle();
	}

	@Test
	void sumOfOperationsIsWhatWasSent() {
		Map<String, Long> before = counts();
		List<String> paths = List.of("/sync/1", "/throws", "/callable-value", "/deferred-timeout", "/sse", "/nowhere",
				"/raw-dispatch", "/filter-throws", "/sync/2");
		paths.forEach(app::get);
		app.executions().await(paths.size());
		app.awaitIdle();
		Map<String, Long> after = counts();
		assertThat(sum(after) - sum(before)).isEqualTo(paths.size());
		assertThat(after.get("GET /sync/{id}") - before.getOrDefault("GET /sync/{id}", 0L)).isEqualTo(2);
	}

	private static long sum(Map<String, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private static Map<String, Long> counts() {
		SeriesStore store = app.bean(SeriesStore.class);
		return store.operations(store.window(60))
			.stream()
			.filter((window) -> window.operation().kind() == OperationKind.HTTP)
			.collect(Collectors.toMap((window) -> window.operation().name(), (window) -> window.count(), Long::sum,
					TreeMap::new));
	}

}
