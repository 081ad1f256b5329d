package io.perfstarter.boot.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.analysis.Reports;
import io.perfstarter.analysis.TraceFigures;
import io.perfstarter.analysis.TraceReport;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the log of slow statements. A statement takes as long as the test lets the
 * clock run while it is executed.
 */
class SlowStatementLogTests {

	private final ManualClock clock = new ManualClock();

	private final CountingDataSource driver = new CountingDataSource(Database.H2.driver());

	private final ApplicationContextRunner runner = Contexts.measuring()
		.withBean("dataSource", HikariDataSource.class, () -> Contexts.pool(this.driver))
		.withBean(NanoClock.class, () -> this.clock);

	@SuppressWarnings("NullAway.Init")
	private LogCapture log;

	@BeforeEach
	void open() {
		this.log = LogCapture.open();
	}

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void warnsFromTheThresholdOn() {
		this.runner.run((context) -> {
			takes(Duration.ofMillis(100).minusNanos(1));
			read(context, "select x from system_range(1, 3)", 3);
			assertThat(warnings()).isEmpty();
			takes(Duration.ofMillis(100));
			read(context, "select x from system_range(1, 3)", 3);
			assertThat(warnings()).singleElement()
				.asString()
				.contains("100.0 ms")
				.contains("3 rows")
				.contains("on dataSource")
				.endsWith("select x from system_range(?, ?)");
			assertThat(Contexts.statement(context, "system_range").slow()).isEqualTo(1);
		});
	}

	@Test
	void thresholdIsConfigured() {
		this.runner.withPropertyValues("performance.thresholds.slow-query=2s").run((context) -> {
			takes(Duration.ofMillis(1999));
			read(context, "select 1", 1);
			assertThat(warnings()).isEmpty();
			takes(Duration.ofSeconds(2));
			read(context, "select 1", 1);
			assertThat(warnings()).hasSize(1);
		});
	}

	@Test
	void namesOperationAndCallSite() {
		this.runner.withPropertyValues("performance.jdbc.application-packages=java.util.concurrent").run((context) -> {
			takes(Duration.ofMillis(250));
			Tracer tracer = context.getBean(Tracer.class);
			Execution execution = tracer.start(OperationKind.TASK);
			execution.operation(new Operation(OperationKind.TASK, "NightlyImport.run"));
			java.util.concurrent.FutureTask<?> task = new java.util.concurrent.FutureTask<>(() -> {
				read(context, "select 1", 1);
				return null;
			});
			task.run();
			task.get();
			tracer.end(execution);
			assertThat(warnings()).singleElement()
				.asString()
				.contains("250.0 ms, 1 rows, in NightlyImport.run, at java.util.concurrent.FutureTask.run:")
				.endsWith(": select ?");
		});
	}

	@Test
	void tellsRowsHoweverTheyBecomeKnown() {
		this.runner.run((context) -> {
			execute(context, "create table item (id int, name varchar(10))");
			takes(Duration.ofMillis(200));
			DataSource dataSource = context.getBean(DataSource.class);
			try (Connection connection = dataSource.getConnection();
					Statement statement = connection.createStatement()) {
				statement.executeUpdate("insert into item select x, 'a' from system_range(1, 7)");
				statement.execute("update item set name = 'b' where id < 6");
				assertThat(statement.getUpdateCount()).isEqualTo(5);
				ResultSet half = statement.executeQuery("select id from item");
				assertThat(half.next()).isTrue();
				assertThat(half.next()).isTrue();
				try (PreparedStatement batch = connection.prepareStatement("delete from item where id = ?")) {
					for (int id = 1; id < 4; id++) {
						batch.setInt(1, id);
						batch.addBatch();
					}
					batch.executeBatch();
				}
			}
			assertThat(warnings()).hasSize(4);
			assertThat(warning("insert into item")).contains(" 7 rows");
			assertThat(warning("update item")).contains(" 5 rows");
			assertThat(warning("delete from item")).contains(" 3 rows, a batch of 3");
			assertThat(warning("select id")).contains(" rows");
		});
	}

	@Test
	void failureIsLoggedToo() {
		this.runner.run((context) -> {
			takes(Duration.ofMillis(200));
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(context, "delete from nowhere"));
			assertThat(warnings()).singleElement().asString().endsWith("delete from nowhere");
		});
	}

	@Test
	void statementThatNobodyClosesIsLoggedWithItsConnection() {
		this.runner.run((context) -> {
			takes(Duration.ofMillis(200));
			Connection connection = context.getBean(DataSource.class).getConnection();
			ResultSet result = connection.createStatement().executeQuery("select x from system_range(1, 9)");
			assertThat(result.next()).isTrue();
			assertThat(warnings()).isEmpty();
			connection.close();
			assertThat(warnings()).singleElement().asString().contains(" 1 rows");
		});
	}

	@Test
	void tenLinesAMinuteAndHowManyWereHeldBack() {
		this.runner.run((context) -> {
			takes(Duration.ofMillis(200));
			for (int i = 0; i < 25; i++) {
				read(context, "select " + i, 1);
			}
			assertThat(warnings()).hasSize(10).noneMatch((line) -> line.contains("more since"));
			// Another statement has lines of its own
			read(context, "select 1, 2", 1);
			assertThat(warnings()).hasSize(11);
			this.clock.advance(Duration.ofMinutes(1));
			read(context, "select 1", 1);
			read(context, "select 1", 1);
			List<String> lines = warnings();
			assertThat(lines).hasSize(13);
			assertThat(lines.get(11)).contains("15 more since the last line");
			assertThat(lines.get(12)).doesNotContain("more since");
		});
	}

	@Test
	void bindValuesAreKeptNowhere() {
		this.runner.run((context) -> {
			TraceReport trace = runWithSecrets(context);
			assertThat(trace.toString()).doesNotContain("hush").doesNotContain("4711").contains("where name = ?");
			assertThat(trace.events()).allMatch((event) -> event.parameters() == null);
			assertThat(String.join("\n", allLines())).doesNotContain("hush").doesNotContain("4711");
		});
	}

	@Test
	void bindValuesAreKeptWhereThatIsTurnedOn() {
		this.runner.withPropertyValues("performance.jdbc.include-parameters=true").run((context) -> {
			TraceReport trace = runWithSecrets(context);
			assertThat(trace.toString()).doesNotContain("hush-literal").contains("where name = ?");
			assertThat(trace.events()).extracting(TraceReport.Event::parameters)
				.contains("['hush-bound', 4711]", "['other', null]");
			assertThat(warning("and id = ?")).endsWith("-- ['hush-bound', 4711]");
			assertThat(String.join("\n", allLines())).doesNotContain("hush-literal");
		});
	}

	@Test
	void valuesOfALaterRunReplaceThoseOfTheFirst() {
		this.runner.withPropertyValues("performance.jdbc.include-parameters=true").run((context) -> {
			takes(Duration.ofMillis(200));
			StringBuilder sql = new StringBuilder("select ?");
			for (int i = 1; i < 120; i++) {
				sql.append(" || ?");
			}
			try (Connection connection = context.getBean(DataSource.class).getConnection();
					PreparedStatement prepared = connection.prepareStatement(sql.toString())) {
				for (String value : List.of("first", "second")) {
					for (int i = 1; i <= 120; i++) {
						prepared.setString(i, value);
					}
					prepared.executeQuery().close();
				}
			}
			assertThat(warnings()).hasSize(2);
			assertThat(warnings().get(0)).contains("'first'").doesNotContain("'second'");
			assertThat(warnings().get(1)).contains("'second'").doesNotContain("'first'");
		});
	}

	private TraceReport runWithSecrets(ApplicationContext context) throws SQLException {
		execute(context, "create table item (id int, name varchar(100))");
		takes(Duration.ofMillis(200));
		Tracer tracer = context.getBean(Tracer.class);
		Execution execution = tracer.start(OperationKind.TASK);
		execution.operation(new Operation(OperationKind.TASK, "secret"));
		try (Connection connection = context.getBean(DataSource.class).getConnection();
				Statement statement = connection.createStatement();
				PreparedStatement prepared = connection
					.prepareStatement("select id from item where name = ? and id = ?")) {
			statement.executeUpdate("insert into item values (4711, 'hush-literal')");
			prepared.setString(1, "hush-bound");
			prepared.setInt(2, 4711);
			prepared.executeQuery().close();
			prepared.clearParameters();
			prepared.setString(1, "other");
			prepared.setNull(2, java.sql.Types.INTEGER);
			prepared.executeQuery().close();
		}
		tracer.end(execution);
		Reports reports = new Reports(Contexts.store(context), tracer, context.getBean(Guard.class));
		TraceFigures trace = java.util.Objects.requireNonNull(reports.traces(null, 60, 1)).traces().get(0);
		return java.util.Objects.requireNonNull(reports.trace(trace.id()));
	}

	private void takes(Duration duration) {
		this.driver.onExecute(() -> this.clock.advance(duration));
	}

	private List<String> warnings() {
		return this.log.at(Level.WARN);
	}

	private List<String> allLines() {
		return java.util.stream.Stream.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)
			.flatMap((level) -> this.log.at(level).stream())
			.toList();
	}

	private String warning(String part) {
		return warnings().stream().filter((line) -> line.contains(part)).findFirst().orElseThrow();
	}

	private static void execute(ApplicationContext context, String sql) throws SQLException {
		try (Connection connection = context.getBean(DataSource.class).getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static void read(ApplicationContext context, String sql, int rows) throws SQLException {
		try (Connection connection = context.getBean(DataSource.class).getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			int count = 0;
			while (result.next()) {
				count++;
			}
			assertThat(count).isEqualTo(rows);
		}
	}

}
