package io.perfstarter.boot.jdbc;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.series.DataSourceWindow;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for how long connections are waited for and held.
 */
@Timeout(60)
class ConnectionTimesTests {

	private final ManualClock clock = new ManualClock();

	private final ApplicationContextRunner runner = Contexts.measuring()
		.withBean("dataSource", HikariDataSource.class, () -> {
			HikariDataSource pool = Contexts.h2Pool();
			pool.setMaximumPoolSize(1);
			return pool;
		})
		.withBean(NanoClock.class, () -> this.clock);

	@Test
	void waitForAPoolOfOne() {
		this.runner.run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			Connection held = pool.getConnection();
			CountDownLatch taken = new CountDownLatch(1);
			CountDownLatch giveBack = new CountDownLatch(1);
			FutureTask<Void> other = new FutureTask<>(() -> {
				try (Connection connection = pool.getConnection()) {
					taken.countDown();
					giveBack.await();
					assertThat(connection.isValid(1)).isTrue();
				}
				return null;
			});
			Thread thread = new Thread(other);
			thread.start();
			await().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
			this.clock.advance(Duration.ofMillis(250));
			held.close();
			taken.await();
			this.clock.advance(Duration.ofMillis(40));
			giveBack.countDown();
			other.get();
			DataSourceWindow window = Contexts.dataSource(context, "dataSource");
			assertThat(window.borrows()).isEqualTo(2);
			assertThat(window.waitNanos()).isEqualTo(Duration.ofMillis(250).toNanos());
			assertThat(window.maxWaitNanos()).isEqualTo(Duration.ofMillis(250).toNanos());
			assertThat(window.returns()).isEqualTo(2);
			assertThat(window.holdNanos()).isEqualTo(Duration.ofMillis(290).toNanos());
			assertThat(window.maxHoldNanos()).isEqualTo(Duration.ofMillis(250).toNanos());
		});
	}

	@Test
	void closingTwiceIsOneReturn() {
		this.runner.run((context) -> {
			Connection connection = context.getBean(DataSource.class).getConnection();
			this.clock.advance(Duration.ofMillis(10));
			connection.close();
			this.clock.advance(Duration.ofMillis(10));
			connection.close();
			assertThat(Contexts.dataSource(context, "dataSource").returns()).isEqualTo(1);
			assertThat(Contexts.dataSource(context, "dataSource").holdNanos())
				.isEqualTo(Duration.ofMillis(10).toNanos());
		});
	}

	@Test
	void executionThatTakesAConnectionOwnsItsTimes() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			Execution execution = tracer.start(OperationKind.TASK);
			execution.operation(new Operation(OperationKind.TASK, "task"));
			Connection connection = context.getBean(DataSource.class).getConnection();
			this.clock.advance(Duration.ofMillis(30));
			connection.close();
			assertThat(execution.track().connections().borrows()).isEqualTo(1);
			tracer.end(execution);
			assertThat(Contexts.dataSource(context, "dataSource").holdNanos())
				.isEqualTo(Duration.ofMillis(30).toNanos());
		});
	}

	@Test
	void connectionThatOutlivesItsExecutionIsStillReturned() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			Execution execution = tracer.start(OperationKind.TASK);
			execution.operation(new Operation(OperationKind.TASK, "task"));
			Connection connection = context.getBean(DataSource.class).getConnection();
			tracer.end(execution);
			this.clock.advance(Duration.ofMillis(30));
			connection.close();
			assertThat(Contexts.dataSource(context, "dataSource").returns()).isEqualTo(1);
			assertThat(Contexts.dataSource(context, "dataSource").holdNanos())
				.isEqualTo(Duration.ofMillis(30).toNanos());
		});
	}

}
