package io.perfstarter.boot.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.series.ExecutionListener;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.ExecutionSink;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that the application gets the same results when the instrumentation fails, and
 * that one warning tells of it.
 */
class FailingCollectorTests {

	private final AtomicBoolean failing = new AtomicBoolean();

	@Test
	void clock() {
		NanoClock clock = () -> {
			fail();
			return System.nanoTime();
		};
		check(Contexts.measuring().withBean(NanoClock.class, () -> clock));
	}

	@Test
	void sink() {
		check(Contexts.measuring().withBean(Tracer.class, () -> new Tracer(NanoClock.SYSTEM, new FailingSink())));
	}

	@Test
	void listener() {
		check(Contexts.measuring().withBean(ExecutionListener.class, () -> (execution) -> fail()));
	}

	/** What fails once costs one figure, not those of the whole execution. */
	@Test
	void measuringGoesOnAfterAFailure() {
		AtomicBoolean once = new AtomicBoolean(true);
		NanoClock clock = () -> {
			if (this.failing.get() && once.compareAndSet(true, false)) {
				fail();
			}
			return System.nanoTime();
		};
		FailingSink sink = new FailingSink();
		Contexts.measuring()
			.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool)
			.withBean(NanoClock.class, () -> clock)
			.withBean(Tracer.class, () -> new Tracer(clock, sink))
			.run((context) -> {
				Tracer tracer = context.getBean(Tracer.class);
				Execution execution = tracer.start(OperationKind.TASK);
				execution.operation(new Operation(OperationKind.TASK, "task"));
				DataSource dataSource = context.getBean(DataSource.class);
				this.failing.set(true);
				// The sink fails when it is asked whether the statement is new
				for (int i = 0; i < 3; i++) {
					application(dataSource);
				}
				this.failing.set(false);
				int queries = execution.track().queries();
				application(dataSource);
				assertThat(execution.track().queries() - queries).isEqualTo(6);
				assertThat(execution.track().enter()).isTrue();
			});
	}

	private void check(ApplicationContextRunner measuring) {
		List<List<String>> results = new ArrayList<>();
		Contexts.bare()
			.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool)
			.run((context) -> results.add(application(context)));
		try (LogCapture log = LogCapture.open()) {
			measuring.withBean("dataSource", HikariDataSource.class, Contexts::h2Pool).run((context) -> {
				assertThat(MeasuredDataSources.isMeasured(context.getBean(DataSource.class))).isTrue();
				Tracer tracer = context.getBean(Tracer.class);
				Execution execution = tracer.start(OperationKind.TASK);
				execution.operation(new Operation(OperationKind.TASK, "task"));
				this.failing.set(true);
				results.add(application(context));
				catchThrowable(() -> tracer.end(execution));
				results.add(application(context));
				results.add(application(context));
				this.failing.set(false);
				assertThat(context.getBean(Guard.class).count()).isPositive();
			});
			assertThat(log.at(Level.WARN)).hasSize(1);
			assertThat(log.at(Level.ERROR)).isEmpty();
		}
		assertThat(results).hasSize(4);
		assertThat(results).allMatch(results.get(0)::equals);
	}

	private static List<String> application(ApplicationContext context) throws SQLException {
		return application(context.getBean(DataSource.class));
	}

	/** Six runs of statements, and everything around them. */
	private static List<String> application(DataSource dataSource) throws SQLException {
		List<String> results = new ArrayList<>();
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("drop table if exists item");
			statement.execute("create table item (id int primary key)");
			try (PreparedStatement insert = connection.prepareStatement("insert into item values (?)")) {
				insert.setInt(1, 1);
				results.add("inserted " + insert.executeUpdate());
				insert.setInt(1, 2);
				insert.addBatch();
				results.add("batch " + insert.executeBatch()[0]);
				results.add("failed " + catchThrowable(insert::executeUpdate));
			}
			connection.commit();
			try (ResultSet result = statement.executeQuery("select id from item order by id")) {
				while (result.next()) {
					results.add("read " + result.getInt(1));
				}
			}
			connection.rollback();
			connection.setAutoCommit(true);
		}
		return results;
	}

	private void fail() {
		if (this.failing.get()) {
			throw new IllegalStateException("The collector fails");
		}
	}

	private final class FailingSink implements ExecutionSink {

		@Override
		public void ended(Execution execution) {
			fail();
		}

		@Override
		public void flush(Track track) {
			fail();
		}

		@Override
		public void late(Operation operation, Track track) {
			fail();
		}

		@Override
		public void part(Operation operation, long duration, boolean failed, long items) {
			fail();
		}

		@Override
		public boolean isLookedAt(Operation operation, io.perfstarter.trace.Statement statement) {
			fail();
			return true;
		}

		@Override
		public boolean unsettled(Operation operation, io.perfstarter.trace.Statement statement) {
			fail();
			return true;
		}

		@Override
		public void lateRows(io.perfstarter.trace.Statement statement, long rows) {
			fail();
		}

		@Override
		public void lateReturn(int dataSource, long holdNanos) {
			fail();
		}

		@Override
		public boolean firstSight(Operation operation, io.perfstarter.trace.Statement statement) {
			fail();
			return true;
		}

		@Override
		public void callSite(Operation operation, io.perfstarter.trace.Statement statement, CallSite callSite) {
			fail();
		}

	}

}
