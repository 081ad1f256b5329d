package io.perfstarter.boot.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus and other registries are told, after 3,000 different statements on 200
 * tables by 300 routes.
 */
class MeterTests {

	private static final int TABLES = 200;

	private static final int STATEMENTS = 3000;

	private static final int ROUTES = 300;

	private static TestApp app;

	private static int executed;

	@BeforeAll
	static void start() {
		app = TestApp.on(Server.TOMCAT, Shop.class)
			.with("management.endpoints.web.exposure.include=prometheus",
					"management.prometheus.metrics.export.enabled=true", "management.metrics.tags.shop=one")
			.bean(SimpleMeterRegistry.class, new SimpleMeterRegistry())
			.start();
		JdbcTemplate jdbc = app.bean(JdbcTemplate.class);
		for (int table = 0; table < TABLES; table++) {
			jdbc.execute("create table t" + table + " (id int)");
		}
		for (int i = 0; i < STATEMENTS; i++) {
			jdbc.queryForList("select id as c" + (i / TABLES) + " from t" + (i % TABLES));
		}
		executed = TABLES + STATEMENTS;
		for (int route = 0; route < ROUTES; route++) {
			app.get("/r" + route + "/1");
		}
		app.get("/queries/3");
		executed += 3;
		app.executions().await(ROUTES + 1);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	private static Map<String, Double> scrape() {
		app.bean(StoreMeters.class).run();
		Map<String, Double> result = new HashMap<>();
		app.get("/actuator/prometheus").body().lines().filter((line) -> !line.startsWith("#")).forEach((line) -> {
			int space = line.lastIndexOf(' ');
			result.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
		});
		return result;
	}

	private static double sum(Map<String, Double> series, String start) {
		return series.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(start))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	@Test
	void everyQueryIsInTheHistogram() {
		Map<String, Double> series = scrape();
		assertThat(sum(series, "db_query_duration_seconds_count")).isEqualTo(executed);
		assertThat(series.keySet())
			.anyMatch((name) -> name.startsWith("db_query_duration_seconds_bucket{le=")
					|| name.startsWith("db_query_duration_seconds_bucket{"))
			.anyMatch((name) -> name.contains("verb=\"select\"") && name.contains("table=\"t0\"")
					&& name.contains("le=\"+Inf\""));
		double infinite = series.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith("db_query_duration_seconds_bucket")
					&& entry.getKey().contains("le=\"+Inf\""))
			.mapToDouble(Map.Entry::getValue)
			.sum();
		assertThat(infinite).isEqualTo(executed);
		assertThat(app.get("/actuator/prometheus").body()).contains("# TYPE db_query_duration_seconds histogram");
	}

	@Test
	void bucketsAreCumulative() {
		Map<String, List<double[]>> buckets = new HashMap<>();
		scrape().forEach((name, value) -> {
			if (name.startsWith("db_query_duration_seconds_bucket")) {
				String le = name.replaceAll(".*\\ble=\"([^\"]*)\".*", "$1");
				buckets.computeIfAbsent(name.replaceAll("\\ble=\"[^\"]*\"", ""), (key) -> new ArrayList<>())
					.add(new double[] { le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le), value });
			}
		});
		assertThat(buckets).isNotEmpty();
		buckets.values().forEach((each) -> {
			each.sort((a, b) -> Double.compare(a[0], b[0]));
			for (int i = 1; i < each.size(); i++) {
				assertThat(each.get(i)[1]).isGreaterThanOrEqualTo(each.get(i - 1)[1]);
			}
		});
	}

	@Test
	void seriesAreFew() {
		assertThat(scrape().keySet()
			.stream()
			.filter((name) -> name.startsWith("db_query") || name.startsWith("performance_"))).hasSizeBetween(100, 999);
	}

	@Test
	void routesHaveTheirQueries() {
		Map<String, Double> series = scrape();
		assertThat(sum(series, "performance_request_queries_total")).isEqualTo(3);
		assertThat(series.keySet()).anyMatch((name) -> name.startsWith("performance_request_queries_total")
				&& name.contains("route=\"GET /r0/{id}\""));
		assertThat(sum(series, "performance_requests_active")).isZero();
		assertThat(series.keySet()).anyMatch((name) -> name.startsWith("performance_traces_dropped_total"))
			.anyMatch((name) -> name.startsWith("performance_failures_total"));
	}

	@Test
	void commonTagsAreOnAll() {
		assertThat(scrape().keySet()
			.stream()
			.filter((name) -> name.startsWith("db_query") || name.startsWith("performance_")))
			.allMatch((name) -> name.contains("shop=\"one\""));
	}

	@Test
	void countersNeverGoBack() {
		Map<String, Double> before = scrape();
		JdbcTemplate jdbc = app.bean(JdbcTemplate.class);
		for (int i = 0; i < 2500; i++) {
			jdbc.queryForList("select id as d" + i + " from t" + (i % TABLES));
			executed++;
		}
		Map<String, Double> after = scrape();
		before.forEach((name, value) -> {
			if (name.startsWith("db_query") || name.startsWith("performance_") && name.contains("_total")) {
				assertThat(after.getOrDefault(name, -1.0)).as(name).isGreaterThanOrEqualTo(value);
			}
		});
		assertThat(sum(after, "db_query_duration_seconds_count")).isEqualTo(executed);
	}

	@Test
	void otherRegistriesGetFunctionMeters() {
		app.bean(StoreMeters.class).run();
		MeterRegistry registry = app.bean(SimpleMeterRegistry.class);
		FunctionTimer timer = registry.get("db.query.duration")
			.tag("verb", "select")
			.functionTimers()
			.iterator()
			.next();
		assertThat(timer.count()).isPositive();
		assertThat(registry.get("db.query.duration").functionTimers().stream().mapToDouble(FunctionTimer::count).sum())
			.isEqualTo(executed);
		FunctionCounter counter = registry.get("performance.request.queries")
			.functionCounters()
			.stream()
			.max((a, b) -> Double.compare(a.count(), b.count()))
			.orElseThrow();
		assertThat(counter.count()).isEqualTo(3);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Queries.class)
	static class Shop {

		@Bean
		RouterFunction<ServerResponse> routes() {
			RouterFunctions.Builder builder = RouterFunctions.route();
			for (int i = 0; i < ROUTES; i++) {
				builder.GET("/r" + i + "/{id}", (request) -> ServerResponse.ok().body("route"));
			}
			return builder.build();
		}

	}

	@RestController
	static class Queries {

		private final JdbcTemplate jdbc;

		Queries(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@GetMapping("/queries/{count}")
		String queries(@PathVariable int count) {
			for (int i = 0; i < count; i++) {
				this.jdbc.queryForList("select id from t7");
			}
			return "done";
		}

	}

}
