package io.perfstarter.boot.endpoint;

import java.util.ArrayList;
import java.util.List;

import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.TestApp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the paths answer. The application writes its own JSON in another style, which
 * changes nothing here.
 */
@ParameterizedClass
@EnumSource(Server.class)
record EndpointAnswerTests(Server server) {

	private static final String BASE = "/actuator/performance";

	private static TestApp app;

	@BeforeParameterizedClassInvocation
	static void start(Server server) {
		app = TestApp.on(server, Owners.class)
			.with("management.endpoints.web.exposure.include=performance",
					"performance.jdbc.application-packages=io.perfstarter.boot.endpoint",
					"spring.jackson.property-naming-strategy=SNAKE_CASE",
					"spring.jackson.default-property-inclusion=always",
					"spring.jackson.serialization.indent-output=true")
			.start();
		for (int i = 0; i < 3; i++) {
			app.get("/owners/" + i);
		}
		app.get("/breaks");
		app.get("/nowhere");
		app.executions().await(5);
		app.awaitIdle();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		app.close();
	}

	private static JsonNode json(String path) {
		Answer answer = app.get(BASE + path);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.body()).doesNotContain("null").doesNotContain("\n");
		return JsonMapper.shared().readTree(answer.body());
	}

	private static List<String> names(JsonNode node) {
		return new ArrayList<>(node.propertyNames());
	}

	private static JsonNode named(JsonNode list, String name) {
		for (JsonNode each : list) {
			if (each.get("name").asString().equals(name)) {
				return each;
			}
		}
		throw new AssertionError(name + " is not in " + list);
	}

	private static String id(String operation) {
		return named(json("/operations").get("operations"), operation).get("id").asString();
	}

	@Test
	void index() {
		JsonNode index = json("");
		assertThat(names(index)).contains("version", "links", "features");
		assertThat(index.get("version").asString()).isNotEmpty().doesNotContain("$");
		assertThat(index.get("links").get("operations").get("href").asString()).endsWith(BASE + "/operations");
		assertThat(index.get("features").get("request").asBoolean()).isTrue();
		assertThat(index.get("features").get("log").asBoolean()).isFalse();
	}

	@Test
	void metrics() {
		JsonNode metrics = json("/metrics?minutes=3");
		assertThat(names(metrics)).contains("timestamp", "periodMinutes", "scope", "requests", "database", "memory",
				"operations");
		assertThat(metrics.get("timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
		assertThat(metrics.get("periodMinutes").asInt()).isEqualTo(3);
		assertThat(names(metrics.get("requests"))).contains("total", "perSecond", "avgMs", "minMs", "maxMs", "p50Ms",
				"p95Ms", "p99Ms", "errorRate", "clientErrorRate", "active");
		assertThat(metrics.get("requests").get("total").asInt()).isEqualTo(5);
		assertThat(metrics.get("requests").get("errorRate").asDouble()).isEqualTo(0.2);
		assertThat(metrics.get("requests").get("clientErrorRate").asDouble()).isEqualTo(0.2);
		assertThat(metrics.get("requests").get("active").asInt()).isZero();
		assertThat(names(metrics.get("database"))).contains("totalQueries", "avgMs", "maxMs", "p95Ms", "p99Ms",
				"slowCount", "errorCount", "connectionWaitMs");
		assertThat(metrics.get("database").get("totalQueries").asInt()).isEqualTo(3);
		assertThat(names(metrics.get("memory"))).contains("usedBytes", "maxBytes", "usedRatio");
		assertThat(named(metrics.get("operations"), "GET /owners/{id}").get("count").asInt()).isEqualTo(3);
	}

	@Test
	void summary() {
		JsonNode summary = json("/summary");
		assertThat(names(summary)).contains("keyMetrics", "lastMinute", "topOperations", "selfCost");
		assertThat(names(summary.get("keyMetrics"))).contains("avgMs", "p95Ms", "errorRate", "heapUsedBytes");
		assertThat(names(summary.get("lastMinute"))).contains("requests", "avgMs", "queries", "queryAvgMs");
		assertThat(summary.get("selfCost").get("failures").asInt()).isZero();
	}

	@Test
	void operations() {
		JsonNode list = json("/operations?minutes=60&sort=count&limit=1");
		assertThat(names(list)).containsExactly("periodMinutes", "total", "operations");
		assertThat(list.get("periodMinutes").asInt()).isEqualTo(60);
		assertThat(list.get("total").asInt()).isEqualTo(3);
		assertThat(list.get("operations")).hasSize(1);
		JsonNode first = list.get("operations").get(0);
		assertThat(names(first)).contains("id", "kind", "name", "count", "perSecond", "errorRate", "avgMs", "minMs",
				"maxMs", "p50Ms", "p95Ms", "p99Ms", "queriesAvg", "queriesMax", "databaseShare");
		assertThat(first.get("kind").asString()).isEqualTo("HTTP");
		assertThat(json("/operations?kind=task").get("total").asInt()).isZero();
		assertThat(json("/operations?kind=HTTP&q=OWNERS").get("total").asInt()).isEqualTo(1);
	}

	@Test
	void operation() {
		JsonNode operation = json("/operations/" + id("GET /owners/{id}") + "?minutes=5");
		assertThat(names(operation)).contains("periodMinutes", "id", "name", "count", "statements", "slowest",
				"failed");
		assertThat(operation.get("statements")).hasSize(1);
		assertThat(operation.get("statements").get(0).get("count").asInt()).isEqualTo(3);
		assertThat(operation.get("slowest")).hasSize(3);
	}

	@Test
	void statements() {
		JsonNode list = json("/statements?sort=rows&limit=10&q=SELECT");
		assertThat(names(list)).containsExactly("periodMinutes", "total", "statements");
		JsonNode first = list.get("statements").get(0);
		assertThat(names(first)).contains("id", "sql", "verb", "count", "totalMs", "avgMs", "p50Ms", "p95Ms", "p99Ms",
				"maxMs", "rows", "errors");
		JsonNode one = json("/statements/" + first.get("id").asString());
		assertThat(names(one)).contains("id", "sql", "operations", "callSites");
		assertThat(one.get("operations").get(0).get("name").asString()).isEqualTo("GET /owners/{id}");
		assertThat(one.get("callSites").get(0).asString()).contains("EndpointAnswerTests");
	}

	@Test
	void traces() {
		JsonNode list = json("/traces?limit=2");
		assertThat(names(list)).containsExactly("periodMinutes", "total", "traces");
		assertThat(list.get("total").asInt()).isEqualTo(5);
		assertThat(list.get("traces")).hasSize(2);
		JsonNode first = json("/traces?operation=" + id("GET /owners/{id}")).get("traces").get(0);
		assertThat(names(first)).contains("id", "operation", "startedAt", "durationMs", "status");
		JsonNode trace = json("/traces/" + first.get("id").asString());
		assertThat(names(trace)).contains("id", "operation", "events", "renderMs", "connectionWaitMs");
		assertThat(names(trace.get("events").get(0))).contains("type", "offsetMs", "durationMs");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/metrics?minutes=0                | minutes   | 0    | 1 to 60
			/metrics?minutes=61               | minutes   | 61   | 1 to 60
			/metrics?minutes=abc              | minutes   | abc  | 1 to 60
			/metrics?minutes=                 | minutes   | ''   | 1 to 60
			/metrics?minutes=5&minutes=6      | minutes   | 5,6  | single
			/metrics?minute=5                 | minute    | 5    | minutes
			/metrics?minutes=99999999999      | minutes   | 99999999999 | 1 to 60
			/summary?minutes=-1               | minutes   | -1   | 1 to 60
			/operations?sort=name             | sort      | name | total, count
			/operations?sort=                 | sort      | ''   | total, count
			/operations?limit=0               | limit     | 0    | 1 to 2000
			/operations?limit=2001            | limit     | 2001 | 1 to 2000
			/operations?kind=ftp              | kind      | ftp  | http, task
			/operations/x?sort=count          | sort      | count | minutes
			/statements?sort=queries          | sort      | queries | rows
			/statements?limit=1e3             | limit     | 1e3  | 1 to 2000
			/traces?limit=none                | limit     | none | 1 to 2000
			/traces/1?minutes=5               | minutes   | 5    | no parameter
			?minutes=5                        | minutes   | 5    | no parameter
			""")
	void wrongParameters(String path, String parameter, String value, String allowed) {
		Answer answer = app.get(BASE + path);
		assertThat(answer.status()).as(answer.body()).isEqualTo(400);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		JsonNode problem = JsonMapper.shared().readTree(answer.body());
		assertThat(problem.get("title").asString()).isEqualTo("Bad Request");
		assertThat(problem.get("status").asInt()).isEqualTo(400);
		assertThat(problem.get("parameter").asString()).isEqualTo(parameter);
		assertThat(problem.get("value").asString()).isEqualTo(value);
		assertThat(problem.get("allowed").asString()).contains(allowed);
		assertThat(problem.get("detail").asString()).contains(parameter).contains(allowed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/operations/0123456789ab", "/statements/0123456789ab", "/traces/999999",
			"/traces?operation=0123456789ab" })
	void unknownIds(String path) {
		Answer answer = app.get(BASE + path);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(JsonMapper.shared().readTree(answer.body()).get("status").asInt()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/metrics", "/operations", "/operations/x", "/statements", "/traces", "/summary" })
	void otherMethods(String path) {
		for (String method : new String[] { "POST", "PUT", "DELETE", "PATCH" }) {
			Answer answer = app.send(method, BASE + path, method.equals("DELETE") ? null : "{}");
			assertThat(answer.status()).isEqualTo(405);
			assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
			assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(answer.body()).contains("\"status\":405");
		}
		Answer options = app.send("OPTIONS", BASE + path, null);
		assertThat(options.status()).isEqualTo(200);
		assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
	}

	@Test
	void head() {
		Answer answer = app.send("HEAD", BASE + "/metrics", null);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(answer.response().body()).isEmpty();
		assertThat(app.send("HEAD", BASE + "/metrics?minutes=0", null).status()).isEqualTo(400);
	}

	@RestController
	static class Owners {

		private final JdbcTemplate jdbc;

		Owners(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@GetMapping("/owners/{id}")
		String owner(@PathVariable int id) {
			return "owner " + this.jdbc.queryForObject("select 40 + " + id, Integer.class);
		}

		@GetMapping("/breaks")
		String breaks() {
			throw new IllegalStateException("breaks");
		}

	}

}
