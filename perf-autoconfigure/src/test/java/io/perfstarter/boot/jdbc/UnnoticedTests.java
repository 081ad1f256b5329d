package io.perfstarter.boot.jdbc;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import javax.management.ObjectName;
import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.PoolableConnection;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcResultSet;
import org.h2.jdbcx.JdbcDataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgResultSet;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that an application does not notice that its data sources and what comes from
 * them are measured.
 */
class UnnoticedTests {

	private final ApplicationContextRunner measuring = Contexts.measuring();

	@Test
	void poolIsInjectedByItsClass() {
		this.measuring.withUserConfiguration(Pools.class).run((context) -> {
			assertThat(context).hasNotFailed();
			Injected injected = context.getBean(Injected.class);
			for (DataSource pool : List.of(injected.hikari, injected.tomcat, injected.dbcp)) {
				assertThat(MeasuredDataSources.isMeasured(pool)).isTrue();
				assertThat(new JdbcTemplate(pool).queryForObject("select 1", Integer.class)).isEqualTo(1);
			}
			assertThat(injected.hikari.getMaximumPoolSize()).isEqualTo(2);
			assertThat(injected.hikari.getHikariPoolMXBean().getTotalConnections()).isPositive();
			assertThat(injected.tomcat.getSize()).isPositive();
			assertThat(injected.dbcp.getNumIdle()).isPositive();
			assertThat(Contexts.totals(context).queries()).isEqualTo(3);
		});
	}

	@ParameterizedTest
	@EnumSource
	void unwrapReachesWhatItReachesWithout(Database database) {
		DataSource driver = database.driver();
		Supplier<HikariDataSource> pool = () -> Contexts.pool(driver);
		Map<String, String> bare = new LinkedHashMap<>();
		Contexts.bare()
			.withBean("dataSource", HikariDataSource.class, pool)
			.run((context) -> wrapping(context.getBean(DataSource.class), bare));
		Map<String, String> measured = new LinkedHashMap<>();
		this.measuring.withBean("dataSource", HikariDataSource.class, pool)
			.run((context) -> wrapping(context.getBean(DataSource.class), measured));
		assertThat(measured).isEqualTo(bare);
		assertThat(bare).containsValue("true").containsValue("false");
		assertThat(bare).containsEntry(
				"Connection " + ((database == Database.H2) ? JdbcConnection.class : PgConnection.class).getName() + "?",
				"true");
	}

	private static void wrapping(DataSource dataSource, Map<String, String> found) throws SQLException {
		wrapping("DataSource", dataSource, found);
		try (Connection connection = dataSource.getConnection();
				Statement statement = connection.createStatement();
				PreparedStatement prepared = connection.prepareStatement("select 1");
				ResultSet result = prepared.executeQuery()) {
			wrapping("Connection", connection, found);
			wrapping("Statement", statement, found);
			wrapping("PreparedStatement", prepared, found);
			wrapping("ResultSet", result, found);
			wrapping("DatabaseMetaData", connection.getMetaData(), found);
		}
	}

	private static void wrapping(String name, java.sql.Wrapper wrapper, Map<String, String> found) throws SQLException {
		for (Class<?> type : List.of(DataSource.class, HikariDataSource.class, JdbcDataSource.class,
				DriverManagerDataSource.class, Connection.class, JdbcConnection.class, PgConnection.class,
				PGConnection.class, BaseConnection.class, Statement.class, PreparedStatement.class,
				org.h2.jdbc.JdbcStatement.class, org.h2.jdbc.JdbcPreparedStatement.class, PGStatement.class,
				ResultSet.class, JdbcResultSet.class, PgResultSet.class, Runnable.class)) {
			found.put(name + " " + type.getName() + "?", String.valueOf(wrapper.isWrapperFor(type)));
			String unwrapped;
			try {
				unwrapped = wrapper.unwrap(type).getClass().getName();
				// HikariCP's own proxies and ours are no class of the application's
				unwrapped = unwrapped.replaceAll("\\$\\$SpringCGLIB.*", "");
			}
			catch (SQLException ex) {
				unwrapped = ex.getClass() + " " + ex.getSQLState();
			}
			found.put(name + " " + type.getName(), unwrapped);
		}
	}

	@Test
	void objectsOfThePoolAreReached() {
		this.measuring.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool).run((context) -> {
			try (Connection connection = context.getBean(DataSource.class).getConnection()) {
				com.zaxxer.hikari.pool.ProxyConnection pooled = connection
					.unwrap(com.zaxxer.hikari.pool.ProxyConnection.class);
				assertThat(pooled.unwrap(Connection.class)).isSameAs(connection.unwrap(JdbcConnection.class));
				assertThat(connection.isWrapperFor(com.zaxxer.hikari.pool.ProxyConnection.class)).isTrue();
			}
		});
	}

	@Test
	void poolEvictsAConnectionItGaveOut() {
		CountingDataSource driver = new CountingDataSource(Database.H2.driver());
		this.measuring.withBean("dataSource", HikariDataSource.class, () -> {
			HikariDataSource pool = Contexts.pool(driver);
			pool.setMinimumIdle(0);
			return pool;
		}).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			Connection connection = pool.getConnection();
			Connection before = connection.unwrap(Connection.class);
			pool.evictConnection(connection);
			connection.close();
			try (Connection next = pool.getConnection()) {
				assertThat(next.unwrap(Connection.class)).isNotSameAs(before);
			}
		});
	}

	@Test
	void dbcpInvalidatesAConnectionItGaveOut() {
		for (ApplicationContextRunner runner : List.of(Contexts.bare(), this.measuring)) {
			runner.withUserConfiguration(Pools.class).run((context) -> {
				BasicDataSource pool = context.getBean(BasicDataSource.class);
				pool.setAccessToUnderlyingConnectionAllowed(true);
				Connection connection = pool.getConnection();
				assertThat(connection.isWrapperFor(PoolableConnection.class)).isTrue();
				Connection pooled = connection.unwrap(PoolableConnection.class);
				pool.invalidateConnection(connection);
				assertThat(pooled.isClosed()).isTrue();
				assertThat(pool.getNumActive()).isZero();
			});
		}
	}

	@Test
	void singleConnectionStaysOpen() {
		this.measuring
			.withBean("dataSource", SingleConnectionDataSource.class,
					() -> new SingleConnectionDataSource(Contexts.h2(), "sa", "", false))
			.run((context) -> {
				SmartDataSource dataSource = context.getBean(SmartDataSource.class);
				JdbcTemplate jdbc = new JdbcTemplate(dataSource);
				jdbc.execute("create local temporary table kept (id int)");
				jdbc.update("insert into kept values (1)");
				assertThat(jdbc.queryForObject("select count(*) from kept", Integer.class)).isEqualTo(1);
				try (Connection connection = dataSource.getConnection()) {
					assertThat(dataSource.shouldClose(connection)).isFalse();
				}
			});
	}

	@Test
	void poolIsAskableThroughJmx() {
		this.measuring.withBean("dataSource", HikariDataSource.class, () -> {
			HikariDataSource pool = Contexts.h2Pool();
			pool.setPoolName("unnoticed");
			pool.setRegisterMbeans(true);
			return pool;
		}).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.isValid(1)).isTrue();
				assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
				assertThat(pool.getHikariConfigMXBean().getMaximumPoolSize()).isEqualTo(2);
				assertThat(ManagementFactory.getPlatformMBeanServer()
					.getAttribute(new ObjectName("com.zaxxer.hikari:type=Pool (unnoticed)"), "ActiveConnections"))
					.isEqualTo(1);
			}
			assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
		});
	}

	@Test
	void poolIsClosedWithItsContext() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		for (int restart = 0; restart < 2; restart++) {
			HikariDataSource real = Contexts.h2Pool();
			this.measuring.withBean("dataSource", HikariDataSource.class, () -> real).run((context) -> {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				assertThat(pool).isNotSameAs(real);
				assertThat(new JdbcTemplate(pool).queryForObject("select 1", Integer.class)).isEqualTo(1);
				assertThat(Contexts.statement(context, "select").count()).isEqualTo(1);
				assertThat(real.isClosed()).isFalse();
				((AutoCloseable) context.getSourceApplicationContext()).close();
				assertThat(real.isClosed()).isTrue();
				assertThat(pool.isClosed()).isTrue();
			});
		}
		// A thread that was told to stop needs a moment to do so.
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> !before.contains(thread))
				.extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("perf-")));
	}

	@Test
	void poolIsNotStartedBeforeItIsUsed() {
		this.measuring.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			assertThat(MeasuredDataSources.isMeasured(pool)).isTrue();
			assertThat(pool.isRunning()).isFalse();
			assertThat(pool.getHikariPoolMXBean()).isNull();
			pool.getConnection().close();
			assertThat(pool.isRunning()).isTrue();
		});
	}

	@Test
	void lazyBeanIsNotCreated() {
		this.measuring.withUserConfiguration(LazyPool.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("lazyPool")).isFalse();
			assertThat(MeasuredDataSources.isMeasured(context.getBean("lazyPool"))).isTrue();
			assertThat(context.getBeanFactory().containsSingleton("lazyPool")).isTrue();
		});
	}

	@Test
	void embeddedDatabase() {
		this.measuring.withBean("dataSource", EmbeddedDatabase.class,
				() -> new EmbeddedDatabaseBuilder().generateUniqueName(true).setType(EmbeddedDatabaseType.H2).build())
			.run(UnnoticedTests::checkEmbedded);
	}

	@Test
	void productOfAFactoryBeanIsMeasuredByItsInterfaces() {
		this.measuring.withBean("dataSource", DriverFactory.class, DriverFactory::new).run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class)).isEqualTo(1);
			assertThat(Contexts.statement(context, "select").count()).isEqualTo(1);
		});
	}

	private static void checkEmbedded(ApplicationContext context) {
		DataSource dataSource = context.getBean(DataSource.class);
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		jdbc.execute("create table item (id int)");
		assertThat(jdbc.queryForObject("select count(*) from item", Integer.class)).isZero();
		assertThat(Contexts.statement(context, "select").count()).isEqualTo(1);
		((EmbeddedDatabase) dataSource).shutdown();
		assertThat(catchThrowable(() -> jdbc.queryForObject("select count(*) from item", Integer.class))).isNotNull();
	}

	@Test
	void finalClassThatIsWantedByClassIsLeftAlone() {
		try (LogCapture log = LogCapture.open()) {
			this.measuring.withBean("h2", JdbcDataSource.class, () -> (JdbcDataSource) Database.H2.driver())
				.run((context) -> {
					assertThat(context.getBean(JdbcDataSource.class).getConnection())
						.isInstanceOf(JdbcConnection.class);
					assertThat(log.at(Level.INFO)).singleElement()
						.asString()
						.contains("'h2'")
						.contains(JdbcDataSource.class.getName())
						.contains("javax.sql.DataSource");
					assertThat(log.at(Level.WARN)).isEmpty();
				});
		}
	}

	@Test
	void finalClassThatIsWantedByInterfaceIsMeasured() {
		try (LogCapture log = LogCapture.open()) {
			this.measuring.withBean("h2", DataSource.class, Database.H2::driver).run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				assertThat(dataSource).isNotInstanceOf(JdbcDataSource.class);
				assertThat(dataSource.isWrapperFor(JdbcDataSource.class)).isTrue();
				assertThat(new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class)).isEqualTo(1);
				assertThat(Contexts.statement(context, "select").count()).isEqualTo(1);
				assertThat(log.at(Level.INFO)).isEmpty();
			});
		}
	}

	@Test
	void classThatCannotBeExtendedIsMeasuredByItsInterfaces() {
		try (LogCapture log = LogCapture.open()) {
			this.measuring.withBean("closed", DataSource.class, () -> NoConstructor.create(Database.H2.driver()))
				.run((context) -> {
					DataSource dataSource = context.getBean(DataSource.class);
					assertThat(new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class)).isEqualTo(1);
					assertThat(Contexts.statement(context, "select").count()).isEqualTo(1);
					assertThat(log.at(Level.WARN)).isEmpty();
				});
		}
	}

	@ParameterizedTest
	@EnumSource(Shape.class)
	void dataSourceIsEqualToItselfOnly(Shape shape) {
		DataSource real = shape.source();
		this.measuring.withBean("one", DataSource.class, () -> real)
			.withBean("two", DataSource.class, shape::source)
			.run((context) -> {
				DataSource one = context.getBean("one", DataSource.class);
				Object two = context.getBean("two");
				assertThat(MeasuredDataSources.isMeasured(one)).isTrue();
				assertThat(one.equals(one)).isTrue();
				assertThat(one.equals(two)).isFalse();
				assertThat(one.equals(real)).isFalse();
				assertThat(one.hashCode()).isEqualTo(one.hashCode());
				assertThat(Set.of(one, two)).contains(one).contains((DataSource) two);
				assertThat(one).hasToString(real.toString());
			});
	}

	@Test
	void connectionsAndStatementsAreEqualToThemselvesOnly() {
		this.measuring.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool).run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			try (Connection one = dataSource.getConnection();
					Connection two = dataSource.getConnection();
					Statement statement = one.createStatement()) {
				assertThat(one).isEqualTo(one).isNotEqualTo(two).isNotEqualTo(one.unwrap(JdbcConnection.class));
				assertThat(one.toString()).startsWith("HikariProxyConnection@").contains("wrapping conn");
				assertThat(statement.toString()).contains("HikariProxyStatement");
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void parentsAreTheSameObjectsThatTheApplicationGot(Database database) {
		this.measuring.withBean("dataSource", HikariDataSource.class, () -> Contexts.pool(database.driver()))
			.run((context) -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
					try (Statement statement = connection.createStatement();
							PreparedStatement prepared = connection.prepareStatement("select 1");
							Statement call = connection.prepareCall("select 1")) {
						assertThat(statement.getConnection()).isSameAs(connection);
						assertThat(prepared.getConnection()).isSameAs(connection);
						assertThat(call.getConnection()).isSameAs(connection);
						assertThat(statement.executeQuery("select 1").getStatement()).isSameAs(statement);
						assertThat(prepared.executeQuery().getStatement()).isSameAs(prepared);
						assertThat(statement.execute("select 2")).isTrue();
						ResultSet result = statement.getResultSet();
						assertThat(result.getStatement()).isSameAs(statement);
						assertThat(statement.getResultSet().next()).isTrue();
						assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
					}
				}
			});
	}

	@ParameterizedTest
	@EnumSource
	void resultsCanBeScrolledAndUpdated(Database database) {
		this.measuring.withBean("dataSource", HikariDataSource.class, () -> Contexts.pool(database.driver()))
			.run((context) -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE,
								ResultSet.CONCUR_UPDATABLE)) {
					statement.execute("create table item (id int primary key, name varchar(10))");
					statement.execute("insert into item values (1, 'a'), (2, 'b')");
					ResultSet result = statement.executeQuery("select id, name from item order by id");
					assertThat(result.last()).isTrue();
					result.updateString("name", "changed");
					result.updateRow();
					assertThat(result.previous()).isTrue();
					assertThat(result.getString(2)).isEqualTo("a");
					result.moveToInsertRow();
					result.updateInt(1, 3);
					result.updateString(2, "c");
					result.insertRow();
					result.close();
					result = statement.executeQuery("select name from item where id > 1 order by id");
					assertThat(result.next()).isTrue();
					assertThat(result.getString(1)).isEqualTo("changed");
					assertThat(result.next()).isTrue();
					assertThat(result.getString(1)).isEqualTo("c");
				}
			});
	}

	@ParameterizedTest
	@EnumSource
	void savepointsAndKeys(Database database) {
		this.measuring.withBean("dataSource", HikariDataSource.class, () -> Contexts.pool(database.driver()))
			.run((context) -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						Statement statement = connection.createStatement()) {
					statement.execute("create table item (id int generated by default as identity, name varchar(10))");
					connection.setAutoCommit(false);
					statement.executeUpdate("insert into item (name) values ('kept')", Statement.RETURN_GENERATED_KEYS);
					ResultSet keys = statement.getGeneratedKeys();
					assertThat(keys.next()).isTrue();
					assertThat(keys.getInt("id")).isEqualTo(1);
					Savepoint savepoint = connection.setSavepoint("here");
					statement.executeUpdate("insert into item (name) values ('lost')");
					connection.rollback(savepoint);
					connection.releaseSavepoint(savepoint);
					connection.commit();
					ResultSet count = statement.executeQuery("select count(*) from item");
					assertThat(count.next()).isTrue();
					assertThat(count.getInt(1)).isEqualTo(1);
					connection.rollback();
				}
			});
	}

	@ParameterizedTest
	@EnumSource
	void failuresOfTheDriverAreTheSame(Database database) {
		this.measuring.withBean("dataSource", HikariDataSource.class, () -> Contexts.pool(database.driver()))
			.run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				DataSource real = MeasuredDataSources.unwrap(dataSource);
				assertThat(real).isNotNull();
				for (String sql : List.of("select * from nowhere", "nonsense", "select 1 / 0",
						"select cast('x' as int)")) {
					Throwable measured = failure(dataSource, sql);
					Throwable bare = failure(real, sql);
					assertThat(measured).hasSameClassAs(bare).hasMessage(bare.getMessage());
					assertThat(((SQLException) measured).getSQLState()).isEqualTo(((SQLException) bare).getSQLState());
					assertThat(((SQLException) measured).getErrorCode())
						.isEqualTo(((SQLException) bare).getErrorCode());
				}
			});
	}

	@Test
	void failuresToGetAConnectionAreTheSame() {
		SQLException failure = new SQLException("no", "08001", 5);
		DataSource broken = new AbstractDataSource() {

			@Override
			public Connection getConnection() throws SQLException {
				throw failure;
			}

			@Override
			public Connection getConnection(String username, String password) throws SQLException {
				throw failure;
			}

		};
		this.measuring.withBean("broken", DataSource.class, () -> broken).run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(MeasuredDataSources.isMeasured(dataSource)).isTrue();
			assertThat(catchThrowable(dataSource::getConnection)).isSameAs(failure);
			assertThat(catchThrowable(() -> dataSource.getConnection("a", "b"))).isSameAs(failure);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> dataSource.unwrap(Runnable.class));
			assertThat(Contexts.dataSource(context, "broken").borrows()).isEqualTo(2);
		});
	}

	private static Throwable failure(DataSource dataSource, String sql) throws SQLException {
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			Throwable failure = catchThrowable(() -> statement.executeQuery(sql).next());
			assertThat(failure).isInstanceOf(SQLException.class);
			return failure;
		}
	}

	/** How the class of a data source is made. */
	enum Shape {

		POOL {
			@Override
			DataSource source() {
				return Contexts.h2Pool();
			}
		},

		FINAL_CLASS {
			@Override
			DataSource source() {
				return Database.H2.driver();
			}
		},

		OWN_EQUALS {
			@Override
			DataSource source() {
				return new OwnEquals("jdbc:h2:mem:equal");
			}
		};

		abstract DataSource source();

	}

	/** Is told from others by what it holds. */
	static class OwnEquals extends DriverManagerDataSource {

		private final String key;

		OwnEquals(String url) {
			super(url);
			this.key = url;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof OwnEquals that && this.key.equals(that.key);
		}

		@Override
		public int hashCode() {
			return this.key.hashCode();
		}

		@Override
		public String toString() {
			return "source of " + this.key;
		}

	}

	/** Has no constructor that a subclass could call. */
	static class NoConstructor extends AbstractDataSource {

		private final DataSource driver;

		private NoConstructor(DataSource driver) {
			this.driver = driver;
		}

		static NoConstructor create(DataSource driver) {
			return new NoConstructor(driver);
		}

		@Override
		public Connection getConnection() throws SQLException {
			return this.driver.getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return this.driver.getConnection(username, password);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Pools {

		@Bean
		HikariDataSource hikari() {
			return Contexts.h2Pool();
		}

		@Bean(destroyMethod = "close")
		org.apache.tomcat.jdbc.pool.DataSource tomcat() {
			org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
			pool.setUrl(Contexts.h2());
			pool.setDriverClassName("org.h2.Driver");
			pool.setInitialSize(1);
			return pool;
		}

		@Bean
		BasicDataSource dbcp() {
			BasicDataSource pool = new BasicDataSource();
			pool.setUrl(Contexts.h2());
			return pool;
		}

		@Bean
		Injected injected(HikariDataSource hikari, org.apache.tomcat.jdbc.pool.DataSource tomcat,
				BasicDataSource dbcp) {
			return new Injected(hikari, tomcat, dbcp);
		}

	}

	static class DriverFactory implements FactoryBean<DataSource> {

		private final DataSource driver = Database.H2.driver();

		@Override
		public DataSource getObject() {
			return this.driver;
		}

		@Override
		public Class<?> getObjectType() {
			return DataSource.class;
		}

	}

	record Injected(HikariDataSource hikari, org.apache.tomcat.jdbc.pool.DataSource tomcat, BasicDataSource dbcp) {
	}

	@Configuration(proxyBeanMethods = false)
	static class LazyPool {

		@Bean
		@Lazy
		HikariDataSource lazyPool() {
			return Contexts.h2Pool();
		}

	}

}
