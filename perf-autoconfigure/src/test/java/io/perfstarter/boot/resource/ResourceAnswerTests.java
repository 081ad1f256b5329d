package io.perfstarter.boot.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.perfstarter.analysis.ResourceReports;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.ResourceSampling;
import io.perfstarter.trace.NanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the path answers.
 */
class ResourceAnswerTests {

	private static final MovableClock clock = new MovableClock();

	private static TestApp app;

	@BeforeAll
	static void start() {
		app = TestApp.on(Server.TOMCAT)
			.bean(NanoClock.class, clock)
			.with("management.endpoints.web.exposure.include=performance")
			.start();
		// 20 minutes
		for (int i = 0; i < 120; i++) {
			clock.advance(Duration.ofSeconds(10));
			app.bean(ResourceSampling.class).run();
		}
		// The disk is read on a thread of its own
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.until(() -> app.bean(ResourceReports.class).resources(5).disk() != null);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	private static JsonNode json(String parameters) {
		TestApp.Answer answer = app.get("/actuator/performance/resources" + parameters);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).doesNotContain("null").doesNotContain("NaN").doesNotContain("\"figures\"");
		return JsonMapper.shared().readTree(answer.body());
	}

	@Test
	void everyPartIsThere() {
		JsonNode answer = json("");
		assertThat(names(answer)).startsWith("timestamp", "periodMinutes", "memory", "cpu", "disk", "gc", "threads",
				"servers", "pools", "redis");
		assertThat(answer.get("periodMinutes").asInt()).isEqualTo(5);
		assertThat(names(answer.get("memory"))).contains("at", "heapUsedBytes", "heapMaxBytes", "nonHeapUsedBytes",
				"points");
		assertThat(names(answer.get("cpu"))).contains("processUsage", "systemUsage", "processors");
		assertThat(names(answer.get("disk"))).contains("freeBytes", "totalBytes");
		assertThat(names(answer.get("gc"))).contains("collections", "pauseMs", "pauseShare");
		assertThat(names(answer.get("threads"))).contains("platform", "daemon", "peak");
		assertThat(names(answer.get("servers").get(0))).contains("name", "type", "busy", "max");
		assertThat(names(answer.get("pools").get(0))).contains("name", "type", "max");
		assertThat(answer.get("redis").size()).isZero();
	}

	@Test
	void figuresStandBetweenNameAndPoints() {
		assertThat(names(json("").get("disk"))).containsExactly("at", "freeBytes", "totalBytes", "points");
		assertThat(names(json("").get("disk").get("points").get(0))).containsExactly("at", "freeBytes", "totalBytes");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 20 })
	void pointsOfTheWindow(int minutes) {
		JsonNode points = json("?minutes=" + minutes).get("memory").get("points");
		int expected = Math.min(120, minutes * 6 + 1);
		assertThat(points.size()).isEqualTo(expected);
		Instant last = Instant.parse(points.get(expected - 1).get("at").asString());
		Instant first = Instant.parse(points.get(0).get("at").asString());
		assertThat(Duration.between(first, last).plusMillis(5).toSeconds()).isEqualTo((expected - 1) * 10L);
		assertThat(points.get(0).get("heapUsedBytes").asLong()).isPositive();
	}

	@Test
	void itIsLinked() {
		JsonNode index = JsonMapper.shared().readTree(app.get("/actuator/performance").body());
		assertThat(index.get("links").get("resources").get("href").asString())
			.isEqualTo("/actuator/performance/resources");
		assertThat(index.get("features").get("resource").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "minutes=0", "minutes=61", "minutes=x", "hours=1" })
	void wrongParameters(String parameter) {
		assertThat(app.get("/actuator/performance/resources?" + parameter).status()).isEqualTo(400);
	}

	@Test
	void switchedOff() {
		try (TestApp off = TestApp.on(Server.TOMCAT)
			.with("management.endpoints.web.exposure.include=performance", "performance.resource.enabled=false")
			.start()) {
			assertThat(off.get("/actuator/performance/resources").status()).isEqualTo(404);
			JsonNode index = JsonMapper.shared().readTree(off.get("/actuator/performance").body());
			assertThat(index.get("links").has("resources")).isFalse();
			assertThat(index.get("features").get("resource").asBoolean()).isFalse();
		}
	}

	private static List<String> names(JsonNode node) {
		return new ArrayList<>(node.propertyNames());
	}

}
