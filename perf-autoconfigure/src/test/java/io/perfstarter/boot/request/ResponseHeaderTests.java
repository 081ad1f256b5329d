package io.perfstarter.boot.request;

import io.perfstarter.boot.Executions.Seen;
import io.perfstarter.boot.RawClient;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.TestApp.Answer;
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
 * The headers tell the time as of the commit, on every kind of response.
 */
@ParameterizedClass
@EnumSource(Server.class)
record ResponseHeaderTests(Server server) {

	private static TestApp app;

	@BeforeParameterizedClassInvocation
	static void start(Server server) {
		app = TestApp.on(server, HeaderApp.class)
			.with("performance.request.server-timing-header=true", "server.servlet.encoding.force=true")
			.start();
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

	@ParameterizedTest
	@CsvSource({ "/small, 200, 5.000ms", "/flushed, 200, 5.000ms", "/flush-buffer, 200, 5.000ms",
			"/big-stream, 200, 5.000ms", "/big-writer, 200, 5.000ms", "/streamed, 200, 5.000ms", "/sse, 200, 5.000ms",
			"/redirect, 302, 5.000ms", "/send-redirect, 302, 5.000ms", "/fails, 500, 5.000ms",
			"/not-modified, 200, 5.000ms", "/page, 200, 35.000ms", "/style.css, 200, 0.000ms",
			"/nowhere, 404, 0.000ms" })
	void timeAsOfTheCommit(String path, int status, String time) {
		Answer answer = app.get(path);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.response().headers().allValues("X-Response-Time")).containsExactly(time);
		app.awaitIdle();
		assertThat(app.executions().only().bytes()).isEqualTo(answer.response().body().length);
	}

	@Test
	void durationIsThatOfTheWholeRequest() {
		app.get("/flushed");
		assertThat(app.executions().only().millis()).isEqualTo(105);
	}

	@Test
	void notModified() {
		Answer answer = app.get("/not-modified", "If-None-Match", "\"1\"");
		assertThat(answer.status()).isEqualTo(304);
		assertThat(answer.header("X-Response-Time")).isEqualTo("5.000ms");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/small", "/page", "/style.css", "/nowhere" })
	void head(String path) {
		Answer answer = app.send("HEAD", path, null);
		assertThat(answer.header("X-Response-Time")).matches("\\d+\\.\\d{3}ms");
		assertThat(answer.response().body()).isEmpty();
	}

	@Test
	void bigPage() {
		Answer answer = app.get("/big-page");
		assertThat(answer.header("X-Response-Time")).isEqualTo("30.000ms");
		app.awaitIdle();
		assertThat(app.executions().only().bytes()).isEqualTo(answer.response().body().length).isGreaterThan(50_000);
	}

	@Test
	void serverTiming() {
		assertThat(app.get("/queries").header("Server-Timing"))
			.isEqualTo("total;dur=5.000, db;dur=0.000;desc=\"2 queries\"");
		assertThat(app.get("/page").header("Server-Timing"))
			.isEqualTo("total;dur=35.000, db;dur=0.000;desc=\"0 queries\", render;dur=30.000");
	}

	@Test
	void renderTime() {
		app.get("/page");
		Seen seen = app.executions().only();
		assertThat(seen.rendered()).isTrue();
		assertThat(seen.renderMillis()).isEqualTo(30);
		assertThat(seen.millis()).isEqualTo(35);
	}

	@Test
	void renderTimeOfPageThatBreaks() {
		assertThat(app.get("/broken-page").status()).isEqualTo(500);
		app.awaitIdle();
		Seen seen = app.executions().only();
		assertThat(seen.line()).isEqualTo("GET /broken-page 500");
		assertThat(seen.error()).contains("Template");
		assertThat(seen.renderMillis()).isEqualTo(30);
	}

	@Test
	void noViewNoRenderTime() {
		app.get("/small");
		assertThat(app.executions().only().rendered()).isFalse();
	}

	@Test
	void plainConnectionIsKeptAlive() throws Exception {
		try (RawClient client = new RawClient(app.port())) {
			assertThat(client.get("/big-stream")).isEqualTo(200);
			assertThat(client.get("/small")).isEqualTo(200);
			assertThat(client.get("/style.css")).isEqualTo(200);
		}
	}

}
