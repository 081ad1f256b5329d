package io.perfstarter.boot;

import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that are no servlet applications.
 */
@ExtendWith(OutputCaptureExtension.class)
class OtherApplicationsTests {

	@Test
	void webFlux(CapturedOutput output) {
		try (TestApp app = TestApp.on(Server.TOMCAT, Reactive.class)
			.type(WebApplicationType.REACTIVE)
			.with("management.endpoints.web.exposure.include=performance")
			.start()) {
			assertThat(app.get("/hello").body()).isEqualTo("hello");
			assertThat(app.get("/actuator/performance").status()).isEqualTo(200);
			assertThat(app.get("/actuator/performance/metrics").status()).isEqualTo(404);
			app.bean(JdbcTemplate.class).queryForObject("select 1", Integer.class);
			SeriesStore store = app.bean(SeriesStore.class);
			assertThat(store.databaseTotal(store.window(5)).queries()).isEqualTo(1);
			assertThat(app.bean(Tracer.class).active()).isZero();
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("WebFlux application"))).hasSize(1)
			.allMatch((line) -> line.contains(" INFO "));
		assertThat(output.getAll().lines().filter((line) -> line.contains("perfstarter")))
			.noneMatch((line) -> line.contains(" WARN ") || line.contains(" ERROR "));
	}

	@Test
	void withoutTheWeb(CapturedOutput output) {
		try (TestApp app = TestApp.on(Server.TOMCAT).type(WebApplicationType.NONE).start()) {
			app.bean(JdbcTemplate.class).queryForObject("select 1", Integer.class);
			SeriesStore store = app.bean(SeriesStore.class);
			assertThat(store.databaseTotal(store.window(5)).queries()).isEqualTo(1);
		}
		assertThat(output).doesNotContain("WebFlux application");
	}

	@RestController
	static class Reactive {

		@GetMapping("/hello")
		Mono<String> hello() {
			return Mono.just("hello");
		}

	}

}
