package io.perfstarter.boot.jdbc;

import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.DataSourceWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StatementWindow;
import io.perfstarter.series.Window;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Contexts that measure JDBC, and what they measured.
 */
final class Contexts {

	private Contexts() {
	}

	/** Without the starter. */
	static ApplicationContextRunner bare() {
		return new ApplicationContextRunner();
	}

	static ApplicationContextRunner measuring() {
		return bare()
			.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, JdbcAutoConfiguration.class));
	}

	static String h2() {
		return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
	}

	static HikariDataSource pool(DataSource driver) {
		HikariConfig config = new HikariConfig();
		config.setDataSource(driver);
		config.setMaximumPoolSize(2);
		return new HikariDataSource(config);
	}

	static HikariDataSource h2Pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(h2());
		pool.setUsername("sa");
		pool.setMaximumPoolSize(2);
		return pool;
	}

	static SeriesStore store(BeanFactory context) {
		return context.getBean(SeriesStore.class);
	}

	static Totals totals(BeanFactory context) {
		return Totals.of(store(context));
	}

	static DataSourceWindow dataSource(BeanFactory context, String name) {
		Window window = store(context).window(60);
		return store(context).dataSources(window)
			.stream()
			.filter((source) -> source.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No data source " + name + " was used"));
	}

	/** The one statement whose text contains something. */
	static StatementWindow statement(BeanFactory context, String part) {
		Window window = store(context).window(60);
		return store(context).statements(window)
			.stream()
			.filter((statement) -> statement.statement() != null && statement.statement().sql().contains(part))
			.reduce((one, other) -> {
				throw new AssertionError(one + " and " + other);
			})
			.orElseThrow(() -> new AssertionError("No statement with " + part));
	}

}
