package io.perfstarter.boot.jdbc;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.perfstarter.boot.jdbc.app.ItemService;
import io.perfstarter.fixtures.RealPostgres;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.testcontainers.postgresql.PostgreSQLContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that what Boot and others build on a data source does not notice that it is
 * measured.
 */
class UnnoticedIntegrationTests {

	@Test
	void poolMetricsStay() {
		pool(Contexts.measuring())
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
			.withPropertyValues("spring.datasource.hikari.maximum-pool-size=7",
					"spring.datasource.hikari.minimum-idle=2")
			.withUserConfiguration(Started.class)
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				DataSource dataSource = context.getBean(DataSource.class);
				assertThat(MeasuredDataSources.isMeasured(dataSource)).isTrue();
				try (Connection connection = dataSource.getConnection()) {
					assertThat(connection.isValid(1)).isTrue();
					assertThat(gauge(meters, "jdbc.connections.active")).isEqualTo(1);
					assertThat(gauge(meters, "jdbc.connections.max")).isEqualTo(7);
					assertThat(gauge(meters, "jdbc.connections.min")).isEqualTo(2);
					assertThat(gauge(meters, "hikaricp.connections.active")).isEqualTo(1);
					assertThat(gauge(meters, "hikaricp.connections.max")).isEqualTo(7);
				}
				assertThat(gauge(meters, "jdbc.connections.active")).isZero();
				assertThat(meters.get("hikaricp.connections.usage").timer().count()).isPositive();
			});
	}

	@Test
	void poolMetricsOfOtherPoolsStay() {
		for (Class<?> type : List.of(org.apache.tomcat.jdbc.pool.DataSource.class,
				org.apache.commons.dbcp2.BasicDataSource.class)) {
			pool(Contexts.measuring()).withPropertyValues("spring.datasource.type=" + type.getName())
				.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
						SimpleMetricsExportAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
				.run((context) -> {
					MeterRegistry meters = context.getBean(MeterRegistry.class);
					assertThat(context.getBean(type)).isInstanceOf(type);
					try (Connection connection = context.getBean(DataSource.class).getConnection()) {
						assertThat(connection).isInstanceOf(MeasuredConnection.class);
						assertThat(gauge(meters, "jdbc.connections.active")).isEqualTo(1);
					}
					assertThat(gauge(meters, "jdbc.connections.active")).isZero();
				});
		}
	}

	@Test
	void healthStays() {
		pool(Contexts.measuring())
			.withConfiguration(AutoConfigurations.of(DataSourceHealthContributorAutoConfiguration.class))
			.run((context) -> {
				HealthIndicator health = context.getBean("dbHealthContributor", HealthIndicator.class);
				assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void healthOfARouterLooksAtItsTargets() {
		Contexts.measuring()
			.withConfiguration(AutoConfigurations.of(DataSourceHealthContributorAutoConfiguration.class))
			.withBean("router", DecoratedDataSourcesTests.Router.class,
					() -> new DecoratedDataSourcesTests.Router(Contexts.h2Pool(), Contexts.h2Pool()))
			.run((context) -> {
				HealthContributor health = context.getBean("dbHealthContributor", HealthContributor.class);
				assertThat(health).isInstanceOf(CompositeHealthContributor.class);
				assertThat(((CompositeHealthContributor) health).stream()).hasSize(2);
			});
	}

	@ParameterizedTest
	@EnumSource
	void flywayMigrates(Database database) {
		Contexts.measuring()
			.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
			.withBean("dataSource", HikariDataSource.class, () -> Contexts.pool(database.driver()))
			.withPropertyValues("spring.flyway.locations=classpath:jdbc/flyway")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(Flyway.class);
				JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
				assertThat(jdbc.queryForObject("select count(*) from migrated", Integer.class)).isEqualTo(1);
				assertThat(context.getBean(Flyway.class).info().applied()).hasSize(1);
			});
	}

	@ParameterizedTest
	@EnumSource
	void liquibaseMigrates(Database database) {
		Contexts.measuring()
			.withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
			.withBean("dataSource", HikariDataSource.class, () -> Contexts.pool(database.driver()))
			.withPropertyValues("spring.liquibase.change-log=classpath:jdbc/liquibase.sql")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(SpringLiquibase.class);
				JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
				assertThat(jdbc.queryForObject("select count(*) from migrated", Integer.class)).isEqualTo(1);
			});
	}

	@Test
	void serviceConnectionWorks() {
		Assumptions.assumeTrue(RealPostgres.shared().isContainer(), "No Docker engine that can start containers");
		Contexts.measuring()
			.withConfiguration(
					AutoConfigurations.of(ServiceConnectionAutoConfiguration.class, DataSourceAutoConfiguration.class))
			.withUserConfiguration(Containers.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				assertThat(MeasuredDataSources.isMeasured(pool)).isTrue();
				assertThat(pool.getJdbcUrl()).startsWith("jdbc:postgresql:");
				assertThat(new JdbcTemplate(pool).queryForObject("select version()", String.class))
					.startsWith("PostgreSQL");
				assertThat(Contexts.statement(context, "version").count()).isEqualTo(1);
			});
	}

	@Test
	void jpaAndJdbcShareTheTransaction() {
		CountingTests.jpa(Database.H2.driver()).run((context) -> {
			ItemService items = context.getBean(ItemService.class);
			assertThat(items.saveBoth("kept", false)).isEqualTo(1);
			assertThatIllegalStateException().isThrownBy(() -> items.saveBoth("lost", true));
			assertThat(items.findThroughTemplate("kept")).hasSize(2);
			assertThat(items.findThroughTemplate("lost")).isEmpty();
		});
	}

	@Test
	void jdbcTransactionUsesOneConnection() {
		pool(Contexts.measuring())
			.withConfiguration(AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class,
					TransactionAutoConfiguration.class, JdbcTemplateAutoConfiguration.class))
			.run((context) -> {
				JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
				DataSource dataSource = context.getBean(DataSource.class);
				jdbc.execute("create table item (id int)");
				TransactionTemplate transaction = new TransactionTemplate(
						context.getBean(PlatformTransactionManager.class));
				long before = Contexts.dataSource(context, "dataSource").borrows();
				transaction.executeWithoutResult((status) -> {
					jdbc.update("insert into item values (1)");
					Connection bound = DataSourceUtils.getConnection(dataSource);
					assertThat(bound).isSameAs(DataSourceUtils.getConnection(dataSource));
					assertThat(DataSourceUtils.isConnectionTransactional(bound, dataSource)).isTrue();
					assertThat(jdbc.queryForObject("select count(*) from item", Integer.class)).isEqualTo(1);
					status.setRollbackOnly();
				});
				assertThat(Contexts.dataSource(context, "dataSource").borrows()).isEqualTo(before + 1);
				assertThat(Contexts.dataSource(context, "dataSource").rollbacks()).isEqualTo(1);
				assertThat(jdbc.queryForObject("select count(*) from item", Integer.class)).isZero();
				transaction.executeWithoutResult((status) -> jdbc.update("insert into item values (2)"));
				assertThat(Contexts.dataSource(context, "dataSource").commits()).isEqualTo(1);
				assertThat(jdbc.queryForList("select id from item")).isEqualTo(List.of(Map.of("ID", 2)));
			});
	}

	private static ApplicationContextRunner pool(ApplicationContextRunner runner) {
		return runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=" + Contexts.h2(), "spring.datasource.username=sa");
	}

	private static double gauge(MeterRegistry meters, String name) {
		return meters.get(name).gauge().value();
	}

	/** Boot binds its gauges to a pool of HikariCP's only if that has started. */
	@Configuration(proxyBeanMethods = false)
	static class Started {

		@Bean
		Integer started(DataSource dataSource) {
			return Objects.requireNonNull(new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Containers {

		@Bean
		@ServiceConnection
		PostgreSQLContainer postgres() {
			return new PostgreSQLContainer("postgres:17-alpine");
		}

	}

}
