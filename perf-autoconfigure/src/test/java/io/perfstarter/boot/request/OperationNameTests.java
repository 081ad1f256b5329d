package io.perfstarter.boot.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.perfstarter.boot.RawClient;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.SeriesStore;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names are method and template, and there are few of them, with real security in front.
 */
@ParameterizedClass
@EnumSource(Server.class)
record OperationNameTests(Server server) {

	private static final int MANY = 10_000;

	private static TestApp app;

	@BeforeParameterizedClassInvocation
	static void start(Server server) {
		app = TestApp.on(server, Shop.class).secured().with("server.servlet.context-path=/shop").start();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		app.close();
	}

	@BeforeEach
	void fresh() {
		app.awaitIdle();
		app.executions().clear();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /shop/owners/1, 200, GET /owners/{id}", "HEAD, /shop/owners/1, 200, HEAD /owners/{id}",
			"GET, /shop/any, 200, GET /any", "POST, /shop/any, 200, POST /any", "PUT, /shop/any, 200, PUT /any",
			"DELETE, /shop/any, 200, DELETE /any", "PATCH, /shop/any, 200, PATCH /any",
			"OPTIONS, /shop/any, 200, FILTERED", "GET, /shop/nowhere, 404, UNMATCHED",
			"GET, /shop/nowhere.css, 404, UNMATCHED", "POST, /shop/owners/1, 405, UNMATCHED",
			"GET, /shop/style.css, 200, STATIC", "GET, /shop/servlet/x, 200, GET /servlet/*",
			"GET, /shop/admin/x, 302, REFUSED", "GET, /shop/limited, 429, REFUSED",
			"GET, /shop/forbidden, 403, REFUSED", "GET, /shop/login, 200, FILTERED" })
	void names(String method, String path, int status, String operation) {
		assertThat(app.send(method, path, null, "Accept", "text/html").status()).isEqualTo(status);
		app.awaitIdle();
		assertThat(app.executions().only().line()).isEqualTo(operation + " " + status);
	}

	@Test
	void refusedWithoutLoginPage() {
		assertThat(app.get("/shop/admin/x", "Authorization", "Basic d3Jvbmc6d3Jvbmc=").status()).isEqualTo(401);
		app.awaitIdle();
		assertThat(app.executions().only().line()).isEqualTo("REFUSED 401");
	}

	@Test
	void unknownMethodIsOther() throws Exception {
		try (RawClient client = new RawClient(app.port())) {
			client.send("BREW", "/shop/brewing");
			client.head();
		}
		app.awaitIdle();
		assertThat(app.executions().only().operation()).isIn("OTHER /brewing", "REFUSED");
	}

	@Test
	void manyIdsAreOneOperation() throws Exception {
		run((i) -> "/shop/owners/" + UUID.randomUUID());
		assertThat(counts()).containsEntry("GET /owners/{id}", (long) MANY);
	}

	@Test
	void manyUnknownPathsAreOneOperation() throws Exception {
		long before = counts().getOrDefault("UNMATCHED", 0L);
		int operations = counts().size();
		run((i) -> "/shop/" + UUID.randomUUID() + "/" + i);
		assertThat(counts().get("UNMATCHED") - before).isEqualTo(MANY);
		assertThat(counts()).hasSizeLessThanOrEqualTo(operations + 1);
	}

	private static void run(java.util.function.IntFunction<String> paths) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				all.add(threads.submit(() -> {
					RawClient client = new RawClient(app.port());
					for (int i = 0; i < MANY / 4; i++) {
						// Tomcat closes a connection after 100 requests.
						if (i % 99 == 98) {
							client.close();
							client = new RawClient(app.port());
						}
						client.get(paths.apply(i));
					}
					client.close();
					return null;
				}));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		app.executions().await(MANY);
		app.awaitIdle();
		assertThat(app.executions().all()).hasSize(MANY);
	}

	private static Map<String, Long> counts() {
		SeriesStore store = app.bean(SeriesStore.class);
		return store.operations(store.window(60))
			.stream()
			.filter((window) -> window.count() > 0)
			.collect(Collectors.toMap((window) -> window.operation().name(), (window) -> window.count(), Long::sum));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Owners.class)
	static class Shop {

		@Bean
		SecurityFilterChain security(HttpSecurity http) throws Exception {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/admin/**")
					.authenticated()
					.requestMatchers("/forbidden")
					.denyAll()
					.anyRequest()
					.permitAll())
				.anonymous(Customizer.withDefaults())
				.csrf((csrf) -> csrf.disable())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.exceptionHandling((handling) -> handling
					.defaultAccessDeniedHandlerFor((request, response, ex) -> response.setStatus(403),
							(request) -> true)
					.defaultAuthenticationEntryPointFor((request, response, ex) -> response.setStatus(403),
							(request) -> request.getServletPath().equals("/forbidden")))
				.build();
		}

		/** Refuses in front of Spring Security. */
		@Bean
		FilterRegistrationBean<Filter> limiter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				if (((HttpServletRequest) request).getServletPath().equals("/limited")) {
					((HttpServletResponse) response).setStatus(429);
				}
				else {
					chain.doFilter(request, response);
				}
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1000);
			return registration;
		}

		@Bean
		ServletRegistrationBean<HttpServlet> servlet() {
			return new ServletRegistrationBean<>(new HttpServlet() {
				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) {
					response.setContentType("text/plain");
				}
			}, "/servlet/*");
		}

	}

	@RestController
	static class Owners {

		private final Supplier<String> answer = () -> "owner";

		@GetMapping("/owners/{id}")
		String owner(@PathVariable String id) {
			return this.answer.get();
		}

		@RequestMapping("/any")
		String any() {
			return "any";
		}

		@RequestMapping("/brewing")
		String brewing() {
			return "tea";
		}

	}

}
