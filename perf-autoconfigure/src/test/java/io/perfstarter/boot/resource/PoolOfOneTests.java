package io.perfstarter.boot.resource;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.FutureTask;

import javax.sql.DataSource;

import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * A pool of one connection and two threads, seen from outside, on the real clock and with
 * the housekeeping in its own time.
 */
@Timeout(60)
class PoolOfOneTests {

	@Test
	void whoWaitsIsSeenAndTheWaitIsRight() throws Exception {
		try (TestApp app = TestApp.on(Server.TOMCAT)
			.with("spring.datasource.hikari.maximum-pool-size=1",
					"management.endpoints.web.exposure.include=performance")
			.start()) {
			DataSource dataSource = app.bean(DataSource.class);
			Connection held = dataSource.getConnection();
			FutureTask<Long> second = new FutureTask<>(() -> {
				long start = System.nanoTime();
				try (Connection connection = dataSource.getConnection()) {
					return System.nanoTime() - start;
				}
			});
			new Thread(second).start();
			Awaitility.await()
				.pollInterval(Duration.ofMillis(100))
				.atMost(Duration.ofSeconds(25))
				.until(() -> pool(app).path("pending").asInt(-1) == 1);
			JsonNode waiting = pool(app);
			assertThat(waiting.get("name").asString()).isEqualTo("dataSource");
			assertThat(waiting.get("type").asString()).isEqualTo("hikari");
			assertThat(waiting.get("active").asInt()).isEqualTo(1);
			assertThat(waiting.get("idle").asInt()).isEqualTo(0);
			assertThat(waiting.get("max").asInt()).isEqualTo(1);
			held.close();
			double waitedMs = second.get() / 1e6;
			JsonNode after = pool(app);
			assertThat(after.get("acquireMaxMs").asDouble()).isCloseTo(waitedMs, within(waitedMs / 10));
			assertThat(after.get("acquireP95Ms").asDouble()).isCloseTo(waitedMs, within(waitedMs / 10));
			assertThat(after.get("timeouts").asInt()).isZero();
			System.out.printf("The second thread waited %.1f ms; shown is %s%n", waitedMs,
					app.get("/actuator/performance/resources?minutes=1").body());
		}
	}

	private static JsonNode pool(TestApp app) {
		TestApp.Answer answer = app.get("/actuator/performance/resources?minutes=1");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode pools = JsonMapper.shared().readTree(answer.body()).get("pools");
		assertThat(pools.size()).as(answer.body()).isLessThanOrEqualTo(1);
		return pools.path(0);
	}

}
