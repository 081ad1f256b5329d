package io.perfstarter.boot.request;

import java.util.List;

import io.perfstarter.boot.Executions.Seen;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is not measured.
 */
class ExclusionTests {

	@ParameterizedTest
	@CsvSource({ "TOMCAT, /actuator, /actuator/health", "JETTY, /actuator, /actuator/health",
			"TOMCAT, /manage, /manage/health", "TOMCAT, /, /health", "JETTY, /, /health" })
	void actuator(Server server, String base, String health) {
		try (TestApp app = TestApp.on(server, Pages.class)
			.with("management.endpoints.web.base-path=" + base, "management.endpoints.web.exposure.include=*")
			.start()) {
			assertThat(app.get(health).status()).isEqualTo(200);
			assertThat(app.get(health + "/nothing").status()).isEqualTo(404);
			assertThat(app.get(health).header("X-Response-Time")).isEmpty();
			app.get("/page");
			app.get(base.equals("/") ? "/healthy" : base + "s");
			assertThat(lines(app, 2)).containsExactly("GET /page 200", "UNMATCHED 404");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/page, /inner/page", "/inner/**, /page", "page, /inner/page", "/{any}, /inner/page",
			"/*/page, /page" })
	void patterns(String pattern, String measured) {
		for (String context : new String[] { "", "/shop" }) {
			try (TestApp app = TestApp.on(Server.TOMCAT, Pages.class)
				.with("performance.request.exclude=" + pattern, "server.servlet.context-path=" + context)
				.start()) {
				assertThat(app.get(context + "/page").status()).isEqualTo(200);
				assertThat(app.get(context + "/inner/page").status()).isEqualTo(200);
				assertThat(lines(app, 1)).containsExactly("GET " + measured + " 200");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT", "JETTY" })
	void listOfPatterns(Server server) {
		try (TestApp app = TestApp.on(server, Pages.class)
			.with("performance.request.exclude=/page,/style.css,/fails")
			.start()) {
			app.get("/page");
			app.get("/style.css");
			assertThat(app.get("/fails").status()).isEqualTo(500);
			app.get("/inner/page");
			assertThat(lines(app, 1)).containsExactly("GET /inner/page 200");
		}
	}

	private static List<String> lines(TestApp app, int count) {
		app.executions().await(count);
		app.awaitIdle();
		return app.executions().all().stream().map(Seen::line).toList();
	}

	@RestController
	static class Pages {

		@GetMapping({ "/page" })
		String page() {
			return "page";
		}

		@GetMapping({ "/inner/page" })
		String inner() {
			return "inner";
		}

		@GetMapping("/fails")
		String fails() {
			throw new IllegalStateException("fails");
		}

	}

}
