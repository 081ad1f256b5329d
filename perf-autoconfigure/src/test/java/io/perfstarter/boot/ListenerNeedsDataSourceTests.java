package io.perfstarter.boot;

import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.perfstarter.series.ExecutionListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener may itself need what is measured, a data source for one.
 */
class ListenerNeedsDataSourceTests {

	@Test
	void startsAndHears() {
		try (TestApp app = TestApp.on(Server.TOMCAT, App.class).start()) {
			assertThat(app.get("/one").body()).isEqualTo("1");
			// Listeners hear of it after the answer is sent
			Awaitility.await().untilAsserted(() -> assertThat(app.bean(AtomicInteger.class)).hasValue(1));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class App {

		@Bean
		AtomicInteger heard() {
			return new AtomicInteger();
		}

		@Bean
		ExecutionListener listener(DataSource dataSource, AtomicInteger heard) {
			assertThat(dataSource).isNotNull();
			return (execution) -> heard.incrementAndGet();
		}

		@Bean
		One one(JdbcTemplate jdbc) {
			return new One(jdbc);
		}

	}

	@RestController
	record One(JdbcTemplate jdbc) {

		@GetMapping("/one")
		String one() {
			return this.jdbc.queryForObject("select 1", String.class);
		}

	}

}
