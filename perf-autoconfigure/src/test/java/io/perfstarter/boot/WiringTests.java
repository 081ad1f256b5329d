package io.perfstarter.boot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import ch.qos.logback.core.AsyncAppenderBase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.perfstarter.analysis.Reports;
import io.perfstarter.boot.endpoint.EndpointAutoConfiguration;
import io.perfstarter.boot.log.LogAutoConfiguration;
import io.perfstarter.boot.metrics.MetricsAutoConfiguration;
import io.perfstarter.boot.observe.ObserveAutoConfiguration;
import io.perfstarter.boot.request.RequestAutoConfiguration;
import io.perfstarter.boot.step.StepAutoConfiguration;
import io.perfstarter.series.Housekeeping;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.threshold.Thresholds;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each auto-configuration by default, switched off, beside a bean of the user, and
 * without its library.
 */
class WiringTests {

	private final WebApplicationContextRunner web = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, RequestAutoConfiguration.class,
				EndpointAutoConfiguration.class, MetricsAutoConfiguration.class, LogAutoConfiguration.class,
				UserApiAutoConfiguration.class, StepAutoConfiguration.class, ObserveAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class));

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, RequestAutoConfiguration.class,
				EndpointAutoConfiguration.class, MetricsAutoConfiguration.class, LogAutoConfiguration.class,
				UserApiAutoConfiguration.class, StepAutoConfiguration.class, ObserveAutoConfiguration.class));

	@Test
	void everythingByDefault() {
		this.web.run((context) -> {
			assertThat(context).hasSingleBean(Tracer.class)
				.hasSingleBean(SeriesStore.class)
				.hasSingleBean(Housekeeping.class)
				.hasBean("performanceRequestFilter")
				.hasBean("performanceStoreMeters")
				.hasSingleBean(Reports.class)
				.doesNotHaveBean("performanceLog");
			assertThat(context.getBean(Thresholds.class))
				.isEqualTo(new Thresholds(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(3)));
		});
	}

	@Test
	void switchedOffNothingIsLeft() {
		for (String off : new String[] { "performance.monitoring.enabled=false",
				"PERFORMANCE_MONITORING_ENABLED=false" }) {
			this.web.withInitializer((context) -> {
				// As the environment has it.
				String[] parts = off.split("=");
				context.getEnvironment()
					.getPropertySources()
					.addFirst(parts[0].contains("_")
							? new org.springframework.core.env.SystemEnvironmentPropertySource("test-systemEnvironment",
									java.util.Map.of(parts[0], parts[1]))
							: new org.springframework.core.env.MapPropertySource("test",
									java.util.Map.of(parts[0], parts[1])));
			}).run((context) -> {
				// What the application injects is there all the same, and does nothing
				assertThat(ours(context)).containsExactly("performance");
				assertThat(context.getBean(Performance.class)).isSameAs(Performance.disabled());
			});
		}
	}

	private static List<String> ours(ApplicationContextAssertProvider<?> context) {
		org.springframework.context.ApplicationContext source = (org.springframework.context.ApplicationContext) context;
		return Arrays.stream(source.getBeanDefinitionNames()).filter((name) -> {
			Class<?> type = source.getType(name);
			return type != null && type.getName().startsWith("io.perfstarter");
		}).filter((name) -> !name.endsWith("AutoConfiguration")).toList();
	}

	@Test
	void requestsSwitchedOff() {
		this.web.withPropertyValues("performance.request.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("performanceRequestFilter")
				.doesNotHaveBean("performanceRouteConfigurer")
				.hasSingleBean(Tracer.class));
	}

	@Test
	void beansOfTheUserWin() {
		Guard guard = new Guard();
		MovableClock clock = new MovableClock();
		Thresholds thresholds = new Thresholds(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));
		this.web.withBean(Guard.class, () -> guard)
			.withBean(NanoClock.class, () -> clock)
			.withBean(Thresholds.class, () -> thresholds)
			.run((context) -> {
				assertThat(context.getBean(Guard.class)).isSameAs(guard);
				assertThat(context.getBean(Tracer.class).clock()).isSameAs(clock);
				assertThat(context.getBean(Thresholds.class)).isSameAs(thresholds);
			});
	}

	@Test
	void reportsOfTheUserWin() {
		this.web.run((first) -> {
			Reports reports = first.getBean(Reports.class);
			this.web.withBean(Reports.class, () -> reports)
				.run((context) -> assertThat(context.getBean(Reports.class)).isSameAs(reports));
		});
	}

	@Test
	void thresholdsAreBound() {
		this.web
			.withPropertyValues("performance.thresholds.slow-request=200ms",
					"performance.thresholds.very-slow-request=2s", "performance.thresholds.slow-query=7ms")
			.run((context) -> assertThat(context.getBean(Thresholds.class))
				.isEqualTo(new Thresholds(Duration.ofMillis(7), Duration.ofMillis(200), Duration.ofSeconds(2))));
	}

	@Test
	void withoutTheWeb() {
		this.plain.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(Tracer.class)
			.doesNotHaveBean("performanceRequestFilter")
			.doesNotHaveBean("performanceReactiveNotice"));
	}

	@Test
	void withoutSpringMvc() {
		this.plain.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("performanceRequestFilter"));
	}

	@Test
	void withoutActuator() {
		this.web
			.withClassLoader(
					new FilteredClassLoader(Endpoint.class.getPackageName(), "org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(Reports.class)
				.hasBean("performanceRequestFilter"));
	}

	@Test
	void withoutMicrometer() {
		this.web.withClassLoader(new FilteredClassLoader(MeterRegistry.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("performanceStoreMeters"));
	}

	@Test
	void withoutPrometheus() {
		this.web.withClassLoader(new FilteredClassLoader(PrometheusMeterRegistry.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("performanceStoreMeters")
				.doesNotHaveBean("performancePrometheusCollector"));
	}

	@Test
	void withoutLogback() {
		this.web.withClassLoader(new FilteredClassLoader(AsyncAppenderBase.class))
			.withPropertyValues("performance.log.file=target/none.log")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("performanceLog")
				.hasBean("performanceLogNotice"));
	}

	@Test
	void withoutJackson() {
		this.web.withClassLoader(new FilteredClassLoader(JsonMapper.class))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("performanceRequestFilter"));
	}

	@Test
	void logIsOffWithoutFile() {
		this.web.withPropertyValues("performance.log.file= ")
			.run((context) -> assertThat(context).doesNotHaveBean("performanceLog")
				.doesNotHaveBean("performanceRequestLines"));
	}

	@Test
	void threadEndsWithTheContext() {
		this.web.run((context) -> assertThat(threads()).isNotEmpty());
		org.awaitility.Awaitility.await()
			.pollDelay(Duration.ZERO)
			.until(() -> threads().stream().noneMatch(Thread::isAlive));
		this.web.withPropertyValues("performance.monitoring.enabled=false")
			.run((context) -> assertThat(threads()).isEmpty());
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("perf-"))
			.toList();
	}

}
