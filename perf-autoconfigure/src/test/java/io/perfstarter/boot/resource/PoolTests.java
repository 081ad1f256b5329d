package io.perfstarter.boot.resource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.function.ToIntFunction;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.analysis.ResourceFigures;
import io.perfstarter.boot.MovableClock;
import org.apache.commons.dbcp2.BasicDataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The three kinds of pools.
 */
@Timeout(60)
class PoolTests {

	private final MovableClock clock = new MovableClock();

	@ParameterizedTest
	@EnumSource
	void everyFigureIsThePools(Kind kind) {
		DataSource raw = kind.pool(3);
		Resources.runner(this.clock).withBean("orders", DataSource.class, () -> raw).run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			try (Connection one = dataSource.getConnection(); Connection two = dataSource.getConnection()) {
				dataSource.getConnection().close();
				ResourceFigures pool = Resources.pool(context);
				assertThat(pool.name()).isEqualTo("orders");
				assertThat(pool.type()).isEqualTo(kind.name().toLowerCase());
				assertThat(pool.figures()).containsEntry("active", 2L)
					.containsEntry("idle", 1L)
					.containsEntry("pending", 0L)
					.containsEntry("max", 3L)
					.containsEntry("timeouts", 0L);
				assertThat(one).isNotSameAs(two);
			}
			assertThat(Resources.pool(context).figures()).containsEntry("active", 0L).containsEntry("idle", 3L);
			assertThat(Resources.pool(context).points()).extracting((point) -> point.figures().get("active"))
				.containsExactly(2L, 0L, 0L);
		});
	}

	@ParameterizedTest
	@EnumSource
	void whoWaitsIsPending(Kind kind) {
		DataSource raw = kind.pool(1);
		Resources.runner(this.clock).withBean(DataSource.class, () -> raw).run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			Connection held = dataSource.getConnection();
			FutureTask<@Nullable Void> second = new FutureTask<>(() -> {
				dataSource.getConnection().close();
				return null;
			});
			new Thread(second).start();
			Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> kind.waiting.applyAsInt(raw) == 1);
			assertThat(Resources.pool(context).figures()).containsEntry("pending", 1L).containsEntry("active", 1L);
			this.clock.advance(190_000);
			held.close();
			second.get();
			ResourceFigures after = Resources.pool(context);
			assertThat(after.figures()).containsEntry("pending", 0L).containsEntry("active", 0L);
			// With the 10 seconds between two readings
			assertThat(after.figures().get("acquireMaxMs")).isEqualTo(200_000.0);
			assertThat((double) after.figures().get("acquireP95Ms")).isBetween(198_000.0, 200_000.0);
			assertThat(after.figures().get("acquireAvgMs")).isEqualTo(100_000.0);
		});
	}

	@ParameterizedTest
	@EnumSource
	void whoGetsNoneIsCounted(Kind kind) {
		DataSource raw = kind.pool(1);
		Resources.runner(this.clock).withBean(DataSource.class, () -> raw).run((context) -> {
			kind.dontWait(raw);
			DataSource dataSource = context.getBean(DataSource.class);
			try (Connection held = dataSource.getConnection()) {
				assertThat(held.isClosed()).isFalse();
				for (int i = 0; i < 3; i++) {
					assertThatThrownBy(dataSource::getConnection).isInstanceOf(SQLException.class);
				}
			}
			assertThat(Resources.pool(context).figures()).containsEntry("timeouts", 3L);
		});
	}

	@ParameterizedTest
	@EnumSource
	void poolThatIsNotThereYetIsNotMade(Kind kind) {
		DataSource raw = kind.pool(3);
		Resources.runner(this.clock).withBean(DataSource.class, () -> raw).run((context) -> {
			Resources.read(context);
			assertThat(Resources.pool(context).figures()).doesNotContainKeys("active", "idle", "pending",
					"acquireP95Ms");
			assertThat(kind.isThere(raw)).isFalse();
		});
	}

	@ParameterizedTest
	@EnumSource
	void wrappedPoolIsReadOnce(Kind kind) {
		DataSource raw = kind.pool(1);
		// The wrapper's name comes first
		Resources.runner(this.clock)
			.withBean("another", DataSource.class,
					() -> new LazyConnectionDataSourceProxy(new TransactionAwareDataSourceProxy(raw)))
			.withBean("pool", DataSource.class, () -> raw)
			.run((context) -> {
				context.getBean("pool", DataSource.class).getConnection().close();
				assertThat(Resources.pool(context).name()).isEqualTo("pool");
			});
	}

	@Test
	void poolBehindAWrapperThatIsTheOnlyBean() {
		DataSource raw = Kind.HIKARI.pool(2);
		Resources.runner(this.clock)
			.withBean("lazy", DataSource.class, () -> new LazyConnectionDataSourceProxy(raw))
			.run((context) -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					connection.createStatement().execute("select 1");
					assertThat(Resources.pool(context).name()).isEqualTo("lazy");
					assertThat(Resources.pool(context).figures()).containsEntry("active", 1L);
				}
			});
	}

	@Test
	void whatIsNotMeasuredHasNoTimes() {
		DataSource raw = Kind.HIKARI.pool(2);
		Resources.runner(this.clock)
			.withPropertyValues("performance.jdbc.enabled=false")
			.withBean(DataSource.class, () -> raw)
			.run((context) -> {
				context.getBean(DataSource.class).getConnection().close();
				assertThat(Resources.pool(context).figures()).containsOnlyKeys("active", "idle", "pending", "max");
			});
	}

	@Test
	void lazyDataSourceIsNotMade() {
		Resources.runner(this.clock).withBean(DataSource.class, () -> {
			throw new AssertionError("It was made");
		}, (definition) -> definition.setLazyInit(true)).run((context) -> {
			Resources.read(context);
			assertThat(Resources.report(context).pools()).isEmpty();
		});
	}

	@Test
	void switchedOff() {
		Resources.runner(this.clock)
			.withPropertyValues("performance.resource.pool.enabled=false")
			.withBean(DataSource.class, () -> Kind.HIKARI.pool(1))
			.run((context) -> {
				Resources.read(context);
				assertThat(Resources.report(context).pools()).isEmpty();
			});
	}

	@ParameterizedTest
	@EnumSource
	void withoutTheOtherLibraries(Kind kind) {
		String[] others = java.util.Arrays.stream(Kind.values())
			.filter((each) -> each != kind)
			.map((each) -> each.type.getPackageName())
			.toArray(String[]::new);
		Resources.runner(this.clock)
			.withClassLoader(new FilteredClassLoader(others))
			.withBean(DataSource.class, () -> kind.pool(1))
			.run((context) -> {
				context.getBean(DataSource.class).getConnection().close();
				assertThat(Resources.pool(context).figures()).containsEntry("idle", 1L);
			});
	}

	/** What makes the pool. */
	private enum Kind {

		HIKARI(HikariDataSource.class,
				(pool) -> ((HikariDataSource) pool).getHikariPoolMXBean().getThreadsAwaitingConnection()) {

			@Override
			DataSource pool(int max) {
				HikariDataSource pool = new HikariDataSource();
				pool.setJdbcUrl(url());
				pool.setMaximumPoolSize(max);
				return pool;
			}

			@Override
			void dontWait(DataSource pool) {
				((HikariDataSource) pool).setConnectionTimeout(250);
			}

			@Override
			boolean isThere(DataSource pool) {
				return ((HikariDataSource) pool).getHikariPoolMXBean() != null;
			}

		},

		TOMCAT(org.apache.tomcat.jdbc.pool.DataSource.class,
				(pool) -> ((org.apache.tomcat.jdbc.pool.DataSource) pool).getWaitCount()) {

			@Override
			DataSource pool(int max) {
				org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
				pool.setDriverClassName("org.h2.Driver");
				pool.setUrl(url());
				pool.setInitialSize(max);
				pool.setMaxActive(max);
				return pool;
			}

			@Override
			void dontWait(DataSource pool) {
				((org.apache.tomcat.jdbc.pool.DataSource) pool).setMaxWait(1);
			}

			@Override
			boolean isThere(DataSource pool) {
				return ((org.apache.tomcat.jdbc.pool.DataSource) pool).getPoolSize() > 0;
			}

		},

		DBCP2(BasicDataSource.class, (pool) -> ((BasicDataSource) pool).getConnectionPool().getNumWaiters()) {

			@Override
			DataSource pool(int max) {
				BasicDataSource pool = new BasicDataSource();
				pool.setUrl(url());
				pool.setInitialSize(max);
				pool.setMaxTotal(max);
				return pool;
			}

			@Override
			void dontWait(DataSource pool) {
				((BasicDataSource) pool).setMaxWait(Duration.ofMillis(1));
			}

			@Override
			boolean isThere(DataSource pool) {
				return ((BasicDataSource) pool).getConnectionPool() != null;
			}

		};

		private final Class<?> type;

		private final ToIntFunction<DataSource> waiting;

		Kind(Class<?> type, ToIntFunction<DataSource> waiting) {
			this.type = type;
			this.waiting = waiting;
		}

		abstract DataSource pool(int max);

		abstract void dontWait(DataSource pool);

		abstract boolean isThere(DataSource pool);

		static String url() {
			return "jdbc:h2:mem:" + UUID.randomUUID();
		}

	}

}
