package io.perfstarter.boot.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.analysis.DataSourceFigures;
import io.perfstarter.analysis.Reports;
import io.perfstarter.analysis.StatementFigures;
import io.perfstarter.analysis.StatementSort;
import io.perfstarter.series.DataSourceWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what runs on several data sources, or on one behind another, is counted once
 * and under the right name.
 */
class DecoratedDataSourcesTests {

	@Test
	void routerOverBeansCountsUnderTheTargets() {
		Contexts.measuring().withUserConfiguration(RouterOverBeans.class).run((context) -> {
			Router router = context.getBean(Router.class);
			select(router, "first");
			select(router, "second");
			select(router, "second");
			assertThat(borrows(context)).isEqualTo(Map.of("first", 1L, "second", 2L));
			assertThat(runs(context)).isEqualTo(Map.of("first", 1L, "second", 2L));
		});
	}

	@Test
	void routerOverInlineTargetsCountsUnderItsOwnName() {
		Contexts.measuring()
			.withBean("router", Router.class, () -> new Router(Contexts.h2Pool(), Contexts.h2Pool()))
			.run((context) -> {
				Router router = context.getBean(Router.class);
				select(router, "first");
				select(router, "second");
				assertThat(borrows(context)).isEqualTo(Map.of("router", 2L));
				assertThat(runs(context)).isEqualTo(Map.of("router", 2L));
				assertThat(router.getResolvedDataSources()).hasSize(2);
			});
	}

	@Test
	void routerWhoseDefaultIsInlineCountsEverythingOnce() {
		Contexts.measuring()
			.withBean("first", HikariDataSource.class, Contexts::h2Pool)
			.withUserConfiguration(RouterWithDefault.class)
			.run((context) -> {
				Router router = context.getBean(Router.class);
				select(router, "first");
				select(router, "unknown");
				assertThat(runs(context).values().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
				assertThat(borrows(context).values().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
			});
	}

	@Test
	void routerThatNeverResolvesItsTargetsIsMeasured() {
		Contexts.measuring().withBean("router", OwnWay.class, OwnWay::new).run((context) -> {
			assertThat(context).hasNotFailed();
			select(context.getBean(DataSource.class));
			assertThat(runs(context)).isEqualTo(Map.of("router", 1L));
		});
	}

	@Test
	void springsDecoratorsOverABeanAreNotCountedTwice() {
		Contexts.measuring().withUserConfiguration(SpringsDecorators.class).run((context) -> {
			List<String> names = List.of("lazy", "aware", "both");
			// The lazy ones take a connection more at first, to learn its defaults
			names.forEach((name) -> select(context.getBean(name, DataSource.class)));
			long before = borrows(context).getOrDefault("pool", 0L);
			names.forEach((name) -> select(context.getBean(name, DataSource.class)));
			assertThat(borrows(context)).isEqualTo(Map.of("pool", before + 3));
			assertThat(runs(context)).isEqualTo(Map.of("pool", 6L));
			assertThat(context.getBean("lazy")).isExactlyInstanceOf(LazyConnectionDataSourceProxy.class);
		});
	}

	@Test
	void springsDecoratorsOverSomethingInlineAreCounted() {
		Contexts.measuring()
			.withBean("lazy", DataSource.class, () -> new LazyConnectionDataSourceProxy(Contexts.h2Pool()))
			.run((context) -> {
				select(context.getBean(DataSource.class));
				assertThat(borrows(context)).isEqualTo(Map.of("lazy", 1L));
				assertThat(runs(context)).isEqualTo(Map.of("lazy", 1L));
			});
	}

	@Test
	void reflectiveDecoratorOverABeanIsNotCountedTwice() {
		Contexts.measuring().withUserConfiguration(ReflectiveDecorator.class).run((context) -> {
			select(context.getBean("decorator", DataSource.class));
			assertThat(borrows(context).values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
			assertThat(runs(context).values()).containsExactly(1L);
			select(context.getBean("pool", DataSource.class));
			assertThat(runs(context)).containsEntry("pool", 1L);
			assertThat(runs(context).values().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
		});
	}

	@Test
	void datasourceProxyOverABeanIsNotCountedTwice() {
		Contexts.measuring().withUserConfiguration(DatasourceProxy.class).run((context) -> {
			select(context.getBean("logging", DataSource.class));
			assertThat(runs(context).values()).containsExactly(1L);
			assertThat(Contexts.totals(context).rows()).isEqualTo(1);
		});
	}

	@Test
	void severalDataSourcesAreToldApartByTheirNames() {
		Contexts.measuring()
			.withBean("orders", HikariDataSource.class, Contexts::h2Pool)
			.withBean("stock", HikariDataSource.class, Contexts::h2Pool)
			.run((context) -> {
				DataSource orders = context.getBean("orders", DataSource.class);
				DataSource stock = context.getBean("stock", DataSource.class);
				select(orders);
				select(orders);
				select(stock);
				Reports reports = new Reports(Contexts.store(context), context.getBean(Tracer.class),
						context.getBean(Guard.class));
				assertThat(reports.metrics(60).database().dataSources())
					.extracting(DataSourceFigures::name, DataSourceFigures::borrows)
					.containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("orders", 2L),
							org.assertj.core.groups.Tuple.tuple("stock", 1L));
				List<StatementFigures> statements = reports.statements(60, null, StatementSort.COUNT, 10).statements();
				assertThat(statements).extracting(StatementFigures::dataSource, StatementFigures::count)
					.containsExactly(org.assertj.core.groups.Tuple.tuple("orders", 2L),
							org.assertj.core.groups.Tuple.tuple("stock", 1L));
				assertThat(Set.copyOf(statements.stream().map(StatementFigures::id).toList())).hasSize(2);
				assertThat(statements).extracting(StatementFigures::sql).containsOnly("select ?");
			});
	}

	@Test
	void scopedDataSourceCountsUnderItsName() {
		Contexts.measuring()
			.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
			.withUserConfiguration(Scoped.class)
			.run((context) -> {
				select(context.getBean("tenant", DataSource.class));
				assertThat(runs(context)).isEqualTo(Map.of("tenant", 1L));
			});
	}

	@Test
	void excludedDataSourceIsLeftAlone() {
		Contexts.measuring()
			.withPropertyValues("performance.jdbc.exclude=audit,other")
			.withBean("audit", HikariDataSource.class, Contexts::h2Pool)
			.withBean("orders", HikariDataSource.class, Contexts::h2Pool)
			.run((context) -> {
				assertThat(context.getBean("audit")).isExactlyInstanceOf(HikariDataSource.class);
				select(context.getBean("audit", DataSource.class));
				select(context.getBean("orders", DataSource.class));
				assertThat(runs(context)).isEqualTo(Map.of("orders", 1L));
			});
	}

	@Test
	void nothingIsWarnedOf() {
		try (LogCapture log = LogCapture.open()) {
			Contexts.measuring()
				.withUserConfiguration(SpringsDecorators.class, RouterOverBeans.class)
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(log.at(Level.WARN)).isEmpty();
			assertThat(log.at(Level.INFO)).isEmpty();
		}
	}

	private static void select(DataSource dataSource) {
		assertThat(new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class)).isEqualTo(1);
	}

	private static void select(Router router, String key) {
		router.key(key);
		select(router);
	}

	private static Map<String, Long> borrows(ApplicationContext context) {
		SeriesStore store = Contexts.store(context);
		return store.dataSources(store.window(60))
			.stream()
			.filter((source) -> source.borrows() > 0)
			.collect(java.util.stream.Collectors.toMap(DataSourceWindow::name, DataSourceWindow::borrows));
	}

	private static Map<String, Long> runs(ApplicationContext context) {
		Reports reports = new Reports(Contexts.store(context), context.getBean(Tracer.class),
				context.getBean(Guard.class));
		return reports.statements(60, null, StatementSort.COUNT, 10)
			.statements()
			.stream()
			.collect(java.util.stream.Collectors.toMap((statement) -> String.valueOf(statement.dataSource()),
					StatementFigures::count));
	}

	static class Router extends AbstractRoutingDataSource {

		private String key = "first";

		Router(DataSource first, DataSource second) {
			setTargetDataSources(Map.of("first", first, "second", second));
		}

		Router(DataSource first, DataSource second, DataSource other) {
			this(first, second);
			setDefaultTargetDataSource(other);
		}

		void key(String key) {
			this.key = key;
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return this.key;
		}

	}

	/** Overrides what Spring's router prepares, as routers by tenant do. */
	static class OwnWay extends AbstractRoutingDataSource {

		private final DataSource target = Contexts.h2Pool();

		@Override
		public void afterPropertiesSet() {
		}

		@Override
		protected DataSource determineTargetDataSource() {
			return this.target;
		}

		@Override
		protected @Nullable Object determineCurrentLookupKey() {
			return null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RouterOverBeans {

		@Bean
		HikariDataSource first() {
			return Contexts.h2Pool();
		}

		@Bean
		HikariDataSource second() {
			return Contexts.h2Pool();
		}

		@Bean
		Router router(HikariDataSource first, HikariDataSource second) {
			return new Router(first, second);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RouterWithDefault {

		@Bean
		Router router(HikariDataSource first) {
			return new Router(first, first, Contexts.h2Pool());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SpringsDecorators {

		@Bean
		HikariDataSource pool() {
			return Contexts.h2Pool();
		}

		@Bean
		DataSource lazy(HikariDataSource pool) {
			return new LazyConnectionDataSourceProxy(pool);
		}

		@Bean
		TransactionAwareDataSourceProxy aware(HikariDataSource pool) {
			return new TransactionAwareDataSourceProxy(pool);
		}

		@Bean
		DelegatingDataSource both(HikariDataSource pool) {
			return new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(pool));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReflectiveDecorator {

		@Bean
		HikariDataSource pool() {
			return Contexts.h2Pool();
		}

		@Bean
		DataSource decorator(HikariDataSource pool) {
			Supplier<DataSource> decorated = () -> (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { DataSource.class }, (proxy, method, arguments) -> {
						try {
							Object result = method.invoke(pool, arguments);
							return (result instanceof Connection connection) ? decorate(connection) : result;
						}
						catch (InvocationTargetException ex) {
							throw ex.getTargetException();
						}
					});
			return decorated.get();
		}

		private static Connection decorate(Connection connection) {
			return (Connection) Proxy.newProxyInstance(ReflectiveDecorator.class.getClassLoader(),
					new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
						try {
							return method.invoke(connection, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getTargetException();
						}
					});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DatasourceProxy {

		@Bean
		HikariDataSource pool() {
			return Contexts.h2Pool();
		}

		@Bean
		DataSource logging(HikariDataSource pool) {
			return ProxyDataSourceBuilder.create(pool).name("logging").countQuery().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Lazy
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		HikariDataSource tenant() {
			return Contexts.h2Pool();
		}

	}

}
