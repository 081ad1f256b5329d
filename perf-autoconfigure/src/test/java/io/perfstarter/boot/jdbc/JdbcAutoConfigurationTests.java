package io.perfstarter.boot.jdbc;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.trace.CallSites;
import io.perfstarter.trace.Tracer;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcAutoConfiguration}.
 */
class JdbcAutoConfigurationTests {

	private final ApplicationContextRunner runner = Contexts.measuring()
		.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool);

	@Test
	void measuresByDefault() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(JdbcMeters.class).hasSingleBean(CallSites.class);
			assertThat(MeasuredDataSources.isMeasured(context.getBean(DataSource.class))).isTrue();
			assertThat(threads()).isNotEmpty();
		});
	}

	@Test
	void measuresTheDataSourceThatBootConfigures() {
		Contexts.measuring()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=" + Contexts.h2(),
					"spring.datasource.hikari.maximum-pool-size=3")
			.run((context) -> {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				assertThat(MeasuredDataSources.isMeasured(pool)).isTrue();
				assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
			});
	}

	@Test
	void leavesNothingWhenSwitchedOff() {
		this.runner.withPropertyValues("performance.jdbc.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(JdbcMeters.class)
				.doesNotHaveBean(DataSourcePostProcessor.class)
				.doesNotHaveBean(PoolMetadataPostProcessor.class)
				.hasSingleBean(Tracer.class);
			assertThat(context.getBean(DataSource.class)).isExactlyInstanceOf(HikariDataSource.class);
		});
	}

	@Test
	void leavesNothingWhenMonitoringIsSwitchedOff() {
		Set<Thread> before = threads();
		this.runner.withPropertyValues("performance.monitoring.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(DataSource.class)).isExactlyInstanceOf(HikariDataSource.class);
			assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.startsWith("performance"));
			assertThat(threads()).isSubsetOf(before);
		});
	}

	@Test
	void usersOwnBeanWins() {
		CallSites own = new CallSites(List.of("com.example"));
		this.runner.withBean("own", CallSites.class, () -> own)
			.run((context) -> assertThat(context.getBean(CallSites.class)).isSameAs(own));
	}

	@Test
	void usersOwnPoolMetadataProviderIsInjectedByItsClass() {
		this.runner.withBean("provider", OwnProvider.class, OwnProvider::new)
			.run((context) -> assertThat(context.getBean(OwnProvider.class)).isExactlyInstanceOf(OwnProvider.class));
	}

	@Test
	void backsOffWithoutWhatItBuildsOn() {
		this.runner.withClassLoader(new FilteredClassLoader(DataSourcePoolMetadataProvider.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(JdbcMeters.class)
				.doesNotHaveBean(PoolMetadataPostProcessor.class));
		Contexts.bare()
			.withConfiguration(AutoConfigurations.of(JdbcAutoConfiguration.class))
			.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcMeters.class));
	}

	/** A class loader of its own, so that the classes that are missing really are. */
	@Test
	void measuresWithoutSpringJdbc() throws Exception {
		Callable<String> application = without("spring-jdbc-", "spring-boot-jdbc-", "spring-tx-");
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(application.getClass().getClassLoader());
		try {
			assertThat(application.call()).isEqualTo("true");
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@SuppressWarnings("unchecked")
	private static Callable<String> without(String... libraries) throws Exception {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
			String name = Path.of(entry).getFileName().toString();
			if (List.of(libraries).stream().noneMatch(name::startsWith)) {
				urls.add(Path.of(entry).toUri().toURL());
			}
		}
		URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
		return (Callable<String>) loader.loadClass(WithoutSpringJdbc.class.getName())
			.getDeclaredConstructor()
			.newInstance();
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("perf-"))
			.collect(Collectors.toSet());
	}

	/** Runs in a class loader that lacks spring-jdbc. */
	public static class WithoutSpringJdbc implements Callable<String> {

		@Override
		public String call() throws Exception {
			try {
				Class.forName("org.springframework.jdbc.datasource.DelegatingDataSource");
				return "spring-jdbc is there";
			}
			catch (ClassNotFoundException ex) {
				// as it should be
			}
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.registerBean("dataSource", DataSource.class, () -> {
					JdbcDataSource driver = new JdbcDataSource();
					driver.setUrl("jdbc:h2:mem:without");
					return driver;
				});
				context.register(PerformanceAutoConfiguration.class, JdbcAutoConfiguration.class);
				context.refresh();
				context.getBean(DataSource.class).getConnection().close();
				return String.valueOf(MeasuredDataSources.isMeasured(context.getBean(DataSource.class)));
			}
		}

	}

	static class OwnProvider implements DataSourcePoolMetadataProvider {

		@Override
		public DataSourcePoolMetadata getDataSourcePoolMetadata(DataSource dataSource) {
			throw new UnsupportedOperationException();
		}

	}

}
