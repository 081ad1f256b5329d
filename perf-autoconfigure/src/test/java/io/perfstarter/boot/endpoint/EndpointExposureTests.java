package io.perfstarter.boot.endpoint;

import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.TestApp.Answer;
import io.perfstarter.boot.TestApp.Builder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The paths below the endpoint are there exactly when the endpoint is, and where it is.
 */
class EndpointExposureTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=performance";

	@ParameterizedTest
	@EnumSource(Server.class)
	void notExposedByDefault(Server server) {
		try (TestApp app = TestApp.on(server).start()) {
			assertAll(app, "/actuator/performance", 404);
			assertThat(app.get("/actuator/health").status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			management.endpoints.web.exposure.include=performance; ; 200
			management.endpoints.web.exposure.include=*; ; 200
			management.endpoints.web.exposure.include=health,info; ; 404
			management.endpoints.web.exposure.include=*; management.endpoints.web.exposure.exclude=performance; 404
			management.endpoints.web.exposure.include=*; management.endpoints.web.exposure.exclude=*; 404
			management.endpoints.web.exposure.include=*; management.endpoint.performance.access=none; 404
			management.endpoints.web.exposure.include=*; management.endpoint.performance.access=read-only; 200
			management.endpoints.web.exposure.include=*; management.endpoint.performance.access=unrestricted; 200
			management.endpoints.web.exposure.include=*; management.endpoints.access.default=none; 404
			management.endpoints.web.exposure.include=*; management.endpoints.access.default=read-only; 200
			management.endpoints.web.exposure.include=*; management.endpoints.access.max-permitted=none; 404
			management.endpoints.web.exposure.include=*; management.endpoints.access.max-permitted=read-only; 200
			""")
	void exposureAndAccess(String first, String second, int status) {
		Builder builder = TestApp.on(Server.TOMCAT).with(first);
		try (TestApp app = ((second != null) ? builder.with(second) : builder).start()) {
			assertAll(app, "/actuator/performance", status);
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "/manage, -, /manage/performance", "/, -, /performance",
			"/manage, perf, /manage/perf", "/, perf, /perf", "/actuator, deep/perf, /actuator/deep/perf" })
	void basePathAndMapping(String base, String mapping, String path) {
		Builder builder = exposed().with("management.endpoints.web.base-path=" + base);
		if (mapping != null) {
			builder.with("management.endpoints.web.path-mapping.performance=" + mapping);
		}
		try (TestApp app = builder.start()) {
			assertAll(app, path, 200);
			if (!path.startsWith("/actuator")) {
				assertAll(app, "/actuator/performance", 404);
			}
			assertThat(app.get(path).body()).contains("\"" + path + "/operations\"");
			assertThat(app.executions().all()).noneMatch((seen) -> !seen.operation().equals("UNMATCHED"));
		}
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void portOfItsOwn(Server server) {
		try (TestApp app = TestApp.on(server)
			.with(EXPOSED, "management.server.port=0", "management.server.base-path=/ops",
					"management.endpoints.web.base-path=/act")
			.start()) {
			String management = "http://localhost:" + app.managementPort();
			assertAll(app, management + "/ops/act/performance", 200);
			assertThat(app.get(management + "/ops/act/performance").body())
				.contains("\"/ops/act/performance/operations\"");
			assertAll(app, "/act/performance", 404);
			assertAll(app, "/ops/act/performance", 404);
			assertThat(app.executions().all()).allMatch((seen) -> seen.operation().equals("UNMATCHED"));
		}
	}

	@Test
	void portThatIsOff() {
		try (TestApp app = exposed().with("management.server.port=-1").start()) {
			assertAll(app, "/actuator/performance", 404);
		}
	}

	@Test
	void contextPath() {
		try (TestApp app = exposed().with("server.servlet.context-path=/shop").start()) {
			assertAll(app, "/shop/actuator/performance", 200);
			assertThat(app.get("/shop/actuator/performance").body())
				.contains("\"/shop/actuator/performance/operations\"");
			assertThat(app.executions().all()).isEmpty();
		}
	}

	@Test
	void jmxAloneExposesNothing() {
		try (TestApp app = TestApp.on(Server.TOMCAT).with("management.endpoints.jmx.exposure.include=*").start()) {
			assertAll(app, "/actuator/performance", 404);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/metrics" })
	void corsIsOffByDefault(String path) {
		try (TestApp app = exposed().start()) {
			Answer answer = app.get("/actuator/performance" + path, "Origin", "https://here.example");
			assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
			assertThat(preflight(app, "/actuator/performance" + path, "https://here.example").status())
				.isEqualTo(preflight(app, "/actuator/health", "https://here.example").status());
		}
	}

	@Test
	void cors() {
		try (TestApp app = exposed()
			.with("management.endpoints.web.cors.allowed-origins=https://here.example",
					"management.endpoints.web.cors.allowed-methods=GET", "management.endpoints.web.cors.max-age=77s")
			.start()) {
			for (String path : new String[] { "", "/metrics", "/operations/0123456789ab" }) {
				Answer preflight = preflight(app, "/actuator/performance" + path, "https://here.example");
				assertThat(preflight.status()).isEqualTo(200);
				assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://here.example");
				assertThat(preflight.header("Access-Control-Allow-Methods")).isEqualTo("GET");
				assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("77");
				assertThat(preflight(app, "/actuator/performance" + path, "https://there.example").status())
					.isEqualTo(403);
				assertThat(app.get("/actuator/performance" + path, "Origin", "https://here.example")
					.header("Access-Control-Allow-Origin")).isEqualTo("https://here.example");
				assertThat(app.get("/actuator/performance" + path, "Origin", "https://there.example").status())
					.isEqualTo(403);
			}
		}
	}

	private static Answer preflight(TestApp app, String path, String origin) {
		return app.send("OPTIONS", path, null, "Origin", origin, "Access-Control-Request-Method", "GET");
	}

	@ParameterizedTest
	@ValueSource(classes = { ByName.class, Any.class })
	void endpointRequestMatchesThePathsBelow(Class<?> security) {
		String credentials = "Basic " + java.util.Base64.getEncoder().encodeToString("user:secret".getBytes());
		for (String base : new String[] { "/actuator", "/manage" }) {
			try (TestApp app = TestApp.on(Server.TOMCAT, security)
				.secured()
				.with(EXPOSED, "spring.security.user.password=secret", "management.endpoints.web.base-path=" + base)
				.start()) {
				assertAll(app, base + "/performance", 401);
				for (String below : new String[] { "", "/metrics", "/operations" }) {
					assertThat(app.get(base + "/performance" + below, "Authorization", credentials).status())
						.isEqualTo(200);
				}
			}
		}
	}

	@Test
	void securityOfBootProtectsIt() {
		try (TestApp app = TestApp.on(Server.TOMCAT).secured().with(EXPOSED).start()) {
			assertAll(app, "/actuator/performance", 401);
		}
	}

	private static Builder exposed() {
		return TestApp.on(Server.TOMCAT).with(EXPOSED);
	}

	private static void assertAll(TestApp app, String root, int status) {
		for (String below : new String[] { "", "/metrics", "/summary", "/operations", "/statements", "/traces" }) {
			assertThat(app.get(root + below).status()).as(root + below).isEqualTo(status);
		}
		int unknown = (status == 200) ? 404 : status;
		assertThat(app.get(root + "/operations/x").status()).isEqualTo(unknown);
		assertThat(app.get(root + "/nothing").status()).isEqualTo(unknown);
	}

	@Configuration(proxyBeanMethods = false)
	static class ByName {

		@Bean
		SecurityFilterChain security(HttpSecurity http) throws Exception {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(EndpointRequest.to("performance"))
					.authenticated()
					.anyRequest()
					.permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Any {

		@Bean
		SecurityFilterChain security(HttpSecurity http) throws Exception {
			return http.securityMatcher(EndpointRequest.toAnyEndpoint())
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		SecurityFilterChain rest(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

	}

}
