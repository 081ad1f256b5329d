package io.perfstarter.boot.resource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.analysis.ResourceReport;
import io.perfstarter.analysis.ResourceReports;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.series.Housekeeping;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceSampling;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import org.apache.catalina.startup.Tomcat;
import org.apache.commons.dbcp2.BasicDataSource;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What there is by default, switched off, beside beans of the user, and without a
 * library.
 */
class ResourceWiringTests {

	private final ApplicationContextRunner runner = Resources.runner(new MovableClock());

	@Test
	void everythingByDefault() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(ResourceStore.class)
				.hasSingleBean(ResourceReports.class)
				.hasSingleBean(ResourceSampling.class);
			assertThat(context.getBeansOfType(ResourceSampler.class)).hasSize(8);
		});
	}

	@Test
	void allSwitchedOff() {
		this.runner.withPropertyValues("performance.resource.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(Housekeeping.class)
				.doesNotHaveBean(ResourceStore.class)
				.doesNotHaveBean(ResourceReports.class)
				.doesNotHaveBean(ResourceSampling.class)
				.doesNotHaveBean(ResourceSampler.class));
	}

	@ParameterizedTest
	@CsvSource({ "memory,MEMORY", "cpu,CPU", "disk,DISK", "gc,GC", "threads,THREADS" })
	void partSwitchedOff(String part, ResourceKind off) {
		this.runner.withPropertyValues("performance.resource." + part + ".enabled=false").run((context) -> {
			assertThat(context.getBeansOfType(ResourceSampler.class)).hasSize(7);
			Resources.read(context);
			if (off != ResourceKind.DISK) {
				// Read on a thread of its own
				Awaitility.await().pollDelay(Duration.ZERO).until(() -> Resources.report(context).disk() != null);
			}
			ResourceReport report = Resources.report(context);
			assertThat(Stream.of(report.memory(), report.cpu(), report.disk(), report.gc(), report.threads())
				.filter(Objects::nonNull)).hasSize(4);
			assertThat(switch (off) {
				case MEMORY -> report.memory();
				case CPU -> report.cpu();
				case DISK -> report.disk();
				case GC -> report.gc();
				default -> report.threads();
			}).isNull();
		});
	}

	@Test
	void beansOfTheUserWin() {
		ResourceStore store = new ResourceStore(new TimeGrid(NanoClock.SYSTEM, java.time.InstantSource.system()));
		this.runner.withBean(ResourceStore.class, () -> store)
			.run((context) -> assertThat(context.getBean(ResourceStore.class)).isSameAs(store));
		this.runner.run((first) -> {
			ResourceReports reports = first.getBean(ResourceReports.class);
			ResourceSampling sampling = first.getBean(ResourceSampling.class);
			this.runner.withBean(ResourceReports.class, () -> reports)
				.withBean(ResourceSampling.class, () -> sampling)
				.run((context) -> {
					assertThat(context.getBean(ResourceReports.class)).isSameAs(reports);
					assertThat(context.getBean(ResourceSampling.class)).isSameAs(sampling);
				});
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "Memory", "Cpu", "Disk", "Gc", "Thread", "Server", "Pool", "Redis" })
	void samplerOfTheUserWinsByItsName(String part) {
		String name = "performance" + part + "Sampler";
		ResourceSampler own = (store) -> {
		};
		this.runner.withBean(name, ResourceSampler.class, () -> own).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(name)).isSameAs(own);
			assertThat(context.getBeansOfType(ResourceSampler.class)).hasSize(8);
		});
	}

	@Test
	void diskThatMayHangIsNotReadByTheHousekeeping() {
		this.runner
			.run((context) -> assertThat(context.getBean("performanceDiskSampler")).isInstanceOf(AsideSampler.class));
	}

	@Test
	void samplerOfTheUserIsReadAndMayFail() {
		this.runner.withBean("a", ResourceSampler.class, () -> (store) -> {
			throw new IllegalStateException("broken");
		})
			.withBean("b", ResourceSampler.class,
					() -> (store) -> store.add(new ResourceSample(ResourceKind.SERVER, "mine", "own")))
			.run((context) -> {
				Resources.read(context);
				assertThat(Resources.report(context).servers()).extracting("name").containsExactly("mine");
				assertThat(Resources.report(context).memory()).isNotNull();
				assertThat(context.getBean(Guard.class).count()).isEqualTo(1);
			});
	}

	@Test
	void readOnceInAnInterval() {
		this.runner.run((context) -> {
			Resources.read(context);
			context.getBean(ResourceSampling.class).run();
			context.getBean(ResourceSampling.class).run();
			assertThat(Resources.report(context).memory().points()).hasSize(1);
			Resources.read(context);
			assertThat(Resources.report(context).memory().points()).hasSize(2);
		});
	}

	@Test
	void withoutLibraries() {
		Class<?>[] libraries = { WebServerInitializedEvent.class, Tomcat.class, Server.class, HikariDataSource.class,
				BasicDataSource.class, org.apache.tomcat.jdbc.pool.DataSourceProxy.class,
				RedisConnectionFactory.class };
		for (Class<?> library : libraries) {
			without(library);
		}
		without(libraries);
	}

	private void without(Class<?>... libraries) {
		this.runner.withClassLoader(new FilteredClassLoader(libraries)).run((context) -> {
			assertThat(context).as(Arrays.toString(libraries)).hasNotFailed();
			Resources.read(context);
			assertThat(Resources.report(context).memory()).isNotNull();
			assertThat(context.getBean(Guard.class).count()).isZero();
		});
	}

}
