package io.perfstarter.boot.finding;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.perfstarter.analysis.Analyzer;
import io.perfstarter.analysis.Findings;
import io.perfstarter.analysis.FindingsReport;
import io.perfstarter.boot.ExpectedQueries;
import io.perfstarter.boot.InvalidPropertyException;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.HousekeepingTask;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StoreLimits;
import io.perfstarter.series.Suspects;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When executions are judged, what can be set, and what the endpoint answers.
 */
class FindingAutoConfigurationTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, FindingAutoConfiguration.class));

	@Test
	void judgesByDefaultWhileHousekeeping() {
		this.context.run((context) -> assertThat(context.getBeansOfType(HousekeepingTask.class).values())
			.contains(context.getBean(Findings.class)));
	}

	@Test
	void switchedOffNothingWaitsToBeJudged() {
		this.context.withPropertyValues("performance.findings.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Findings.class).doesNotHaveBean(Analyzer.class);
			Tracer tracer = context.getBean(Tracer.class);
			Execution execution = tracer.start(OperationKind.HTTP);
			execution.operation(new Operation(OperationKind.HTTP, "GET /"));
			execution.track().wroteReadOnly();
			tracer.end(execution);
			context.getBean(Suspects.class).drain((trace) -> {
				throw new AssertionError(trace.id());
			});
		});
	}

	@Test
	void withoutMonitoringThereIsNothing() {
		this.context.withPropertyValues("performance.monitoring.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Findings.class));
	}

	@Test
	void ownBeansWin() {
		Suspects suspects = new Suspects();
		Analyzer analyzer = new Analyzer(7, 70);
		this.context.withBean(Suspects.class, () -> suspects)
			.withBean(Analyzer.class, () -> analyzer)
			.run((context) -> {
				assertThat(context.getBean(Analyzer.class)).isSameAs(analyzer);
				assertThat(context.getBean(Suspects.class)).isSameAs(suspects);
			});
		this.context
			.withBean("mine", Findings.class,
					() -> new Findings(suspects, analyzer,
							new SeriesStore(new TimeGrid(NanoClock.SYSTEM, InstantSource.system()),
									StoreLimits.DEFAULTS),
							List.of(), InstantSource.system()))
			.run((context) -> assertThat(context).getBeanNames(Findings.class).containsExactly("mine"));
	}

	@ParameterizedTest
	@CsvSource({ "statement=xyz, performance.findings.suppress[0].statement",
			"type=n-plus-one, performance.findings.suppress[0]",
			"operation=' ', performance.findings.suppress[0].operation",
			"call-site=' ', performance.findings.suppress[0].call-site" })
	void wrongSuppressionStopsTheStart(String property, String key) {
		String[] parts = property.replace("'", "").split("=");
		this.context
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test",
						Map.of("performance.findings.suppress[0]." + parts[0], parts[1]))))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidPropertyException.class,
						(failure) -> assertThat(failure.key()).isEqualTo(key)));
	}

	@Test
	void endpointAnswersAndSuppresses() {
		try (TestApp app = TestApp.on(Server.TOMCAT, Lookups.class)
			.with("management.endpoints.web.exposure.include=performance",
					"performance.findings.suppress[0].operation=GET /known",
					"performance.jdbc.application-packages=io.perfstarter.boot.finding")
			.start()) {
			for (String path : new String[] { "/known", "/expected", "/new" }) {
				app.get(path);
			}
			app.executions().await(3);
			app.awaitIdle();
			JsonNode report = json(app, "/findings");
			assertThat(report.get("suppressed").asInt()).isEqualTo(2);
			assertThat(report.get("total").asInt()).isEqualTo(1);
			JsonNode finding = report.get("findings").get(0);
			assertThat(finding.propertyNames()).containsExactlyInAnyOrder("id", "type", "severity", "priority",
					"savesMsPerHour", "operation", "statement", "callSite", "evidence", "recommendation", "firstSeen",
					"lastSeen", "executions");
			assertThat(finding.get("operation").get("name").asString()).isEqualTo("GET /new");
			assertThat(finding.get("firstSeen").asString()).endsWith("Z");
			String operation = finding.get("operation").get("id").asString();
			assertThat(json(app, "/operations/" + operation).get("findings")).hasSize(1);
			assertThat(json(app, "/summary").get("topFindings")).hasSize(1);
			assertThat(json(app, "/findings?type=cacheable_read&operation=" + operation).get("total").asInt())
				.isEqualTo(1);
			assertThat(json(app, "/findings?type=n_plus_one").get("total").asInt()).isZero();
			assertThat(app.get("/actuator/performance/findings?type=none").status()).isEqualTo(400);
			assertThat(app.bean(FindingProperties.class).suppress()).hasSize(1);
			FindingsReport direct = app.bean(Findings.class).report(null, null);
			assertThat(direct.total()).isEqualTo(1);
		}
	}

	@Test
	void endpointSaysWhenNobodyJudges() {
		try (TestApp app = TestApp.on(Server.TOMCAT, Lookups.class)
			.with("management.endpoints.web.exposure.include=performance", "performance.findings.enabled=false")
			.start()) {
			assertThat(app.get("/actuator/performance/findings").status()).isEqualTo(404);
			assertThat(json(app, "/summary").has("topFindings")).isFalse();
		}
	}

	private static JsonNode json(TestApp app, String path) {
		return JsonMapper.shared().readTree(app.get("/actuator/performance" + path).body());
	}

	@RestController
	static class Lookups {

		private final JdbcTemplate jdbc;

		Lookups(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		private void same() {
			for (int i = 0; i < 6; i++) {
				this.jdbc.queryForObject("select 1", Long.class);
			}
		}

		@GetMapping("/known")
		void known() {
			same();
		}

		@GetMapping("/expected")
		@ExpectedQueries(max = 6)
		void expected() {
			same();
		}

		@GetMapping("/new")
		@ExpectedQueries(max = 5)
		void fresh() {
			same();
		}

	}

}
