package io.perfstarter.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.perfstarter.sample.home.Route;
import io.perfstarter.sample.home.Routes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every route over HTTP, on H2: what it answers and how many statements that takes.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ShopTests.Observed.class)
class ShopTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private OwnAddress address;

	@Autowired
	private CountingDataSource statements;

	@Autowired
	private AtomicInteger connectionsDuringSupplierCall;

	@Autowired
	private CacheManager caches;

	@Autowired
	private JdbcTemplate jdbc;

	@BeforeEach
	void reset() {
		this.caches.getCache("products").clear();
		this.statements.reset();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/, 200, 0
			/orders/n-plus-one, 200, 51
			/orders/fetched, 200, 1
			/api/orders/n-plus-one, 200, 51
			/api/orders/fetched, 200, 2
			/orders/17, 200, 1
			/orders/0, 404, 1
			/api/orders/by-legacy-reference/R-000017, 200, 1
			/api/orders/by-legacy-reference/none, 404, 1
			/api/orders/by-reference/R-000017, 200, 1
			/api/orders/by-reference/none, 404, 1
			/api/orders/export, 200, 1
			/customers/all, 200, 1
			/customers/paged, 200, 2
			/customers/paged?page=-3, 200, 2
			/customers/paged?page=80, 200, 2
			/products, 200, 1
			/products/labels, 200, 1
			/reports/slow-ranking, 200, 1
			/reports/ranking, 200, 1
			/api/products/3/stock/connection-held, 200, 1
			/api/products/3/stock/connection-released, 200, 1
			/api/products/0/stock/connection-held, 404, 1
			/api/slow-supplier?sku=SKU-00001, 200, 0
			/api/products/3/uncached, 200, 1
			/api/products/0/uncached, 404, 1
			/api/products/3/cached, 200, 1
			/api/async/callable, 200, 1
			/api/async/deferred, 200, 1
			/api/async/events, 200, 5
			/failures/error, 500, 0
			/api/failures/error, 500, 0
			/failures/missing, 404, 0
			/no-such-page, 404, 0
			""")
	void routeAnswers(String path, int status, int queries) throws Exception {
		assertThat(get(path).statusCode()).isEqualTo(status);
		assertThat(this.statements.executions()).isEqualTo(queries);
	}

	@ParameterizedTest
	@CsvSource({ "/orders/n-plus-one, /orders/fetched", "/api/orders/n-plus-one, /api/orders/fetched",
			"/api/orders/by-legacy-reference/R-012345, /api/orders/by-reference/R-012345",
			"/reports/slow-ranking, /reports/ranking", "/api/products/9/uncached, /api/products/9/cached",
			"/api/products/9/stock/connection-held, /api/products/9/stock/connection-released" })
	void twinsAnswerTheSame(String bad, String good) throws Exception {
		assertThat(get(bad).body()).isEqualTo(get(good).body()).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/info", "/actuator/metrics", "/actuator/prometheus" })
	void endpointIsExposed(String path) throws Exception {
		assertThat(get(path).statusCode()).isEqualTo(200);
	}

	@Test
	void startsWithoutRedis() throws Exception {
		assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"").doesNotContain("redis");
	}

	@Test
	void cachedProductTakesNoStatementTheSecondTime() throws Exception {
		get("/api/products/4/cached");
		this.statements.reset();
		assertThat(get("/api/products/4/cached").body()).contains("SKU-00004");
		assertThat(this.statements.executions()).isZero();
	}

	@Test
	void changedPriceLeavesTheCache() throws Exception {
		get("/api/products/5/cached");
		this.statements.reset();
		assertThat(send("PUT", "/api/products/5/price?cents=4711").statusCode()).isEqualTo(204);
		assertThat(this.statements.executions()).isEqualTo(2);
		assertThat(get("/api/products/5/cached").body()).contains("\"priceCents\":4711");
		assertThat(send("PUT", "/api/products/0/price?cents=1").statusCode()).isEqualTo(404);
	}

	@Test
	void placesOrder() throws Exception {
		HttpResponse<String> response = send("POST", "/api/orders?customerId=7&productId=8&quantity=2");
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).contains("\"lines\":1", "\"pieces\":2");
		assertThat(this.statements.executions()).isEqualTo(4);
		assertThat(send("POST", "/api/orders?customerId=0&productId=8").statusCode()).isEqualTo(400);
	}

	@Test
	void exportHasALineForEveryOrder() throws Exception {
		long orders = this.jdbc.queryForObject("select count(*) from orders", Long.class);
		assertThat(get("/api/orders/export").body().lines().count()).isEqualTo(orders + 1);
	}

	@Test
	void unboundedListShowsEveryCustomer() throws Exception {
		assertThat(get("/customers/all").body().split("@example.com", -1)).hasSize(2001);
		assertThat(get("/customers/paged").body().split("@example.com", -1)).hasSize(26);
	}

	@Test
	void connectionIsHeldDuringTheCallInTheBadTwinOnly() throws Exception {
		get("/api/products/3/stock/connection-held");
		assertThat(this.connectionsDuringSupplierCall).hasValue(1);
		get("/api/products/3/stock/connection-released");
		assertThat(this.connectionsDuringSupplierCall).hasValue(0);
	}

	@Test
	void callToTheSupplierAndItsStepAreMeasured() throws Exception {
		get("/api/products/3/stock/connection-released");
		assertThat(get("/actuator/performance/operations?kind=client").body())
			.contains("\"name\":\"localhost GET /api/slow-supplier\"");
		assertThat(get("/actuator/performance/operations?kind=step").body()).contains("\"name\":\"ask supplier\"");
		assertThat(get("/actuator/performance/operations?kind=http&q=connection-released").body())
			.contains("\"clientCallsAvg\":1.0", "\"clientShare\":");
	}

	@Test
	void jobIsMeasuredWithItsStep(@Autowired ScheduledTaskHolder scheduled) throws Exception {
		scheduled.getScheduledTasks().forEach((task) -> task.getTask().getRunnable().run());
		assertThat(get("/actuator/performance/operations?kind=task&q=revenue").body())
			.contains("\"name\":\"Revenue.refresh\"", "\"queriesAvg\":1.0");
		assertThat(get("/actuator/performance/operations?kind=step&q=revenue").body())
			.contains("\"name\":\"batch revenue by city\"", "\"itemsPerSecond\":");
	}

	@Test
	void errorsHaveAPage() throws Exception {
		assertThat(get("/failures/error").body()).contains("<h1>500 Internal Server Error</h1>");
		assertThat(get("/no-such-page").body()).contains("<h1>404 Not Found</h1>");
		assertThat(get("/api/failures/error").headers().firstValue("Content-Type"))
			.hasValue("application/problem+json");
	}

	@Test
	void everyHandlerIsListed(@Autowired Routes routes,
			@Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
		Set<String> handlers = mapping.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().getBeanType().getName().startsWith("io.perfstarter.sample."))
			.flatMap((entry) -> entry.getKey().getPatternValues().stream())
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> listed = routes.all()
			.stream()
			.map((route) -> route.path().replaceAll("\\?.*", ""))
			.collect(Collectors.toCollection(TreeSet::new));
		listed.remove("/no-such-page");
		assertThat(listed).isEqualTo(handlers);
	}

	@Test
	void indexLinksToEveryRouteAndToWhatWasMeasured(@Autowired Routes routes) throws Exception {
		String index = get("/").body();
		assertThat(index).contains("href=\"/actuator/performance\"", "href=\"/orders/n-plus-one\"");
		assertThat(routes.all()).extracting(Route::sentence)
			.allSatisfy((sentence) -> assertThat(index).contains(sentence.replace("'", "&#39;")));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send("GET", path);
	}

	private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.address.baseUrl() + path))
			.method(method, BodyPublishers.noBody())
			.header("Accept", path.matches("/(api|actuator)/.*") ? "*/*" : "text/html")
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Observed {

		@Bean
		static CountingDataSource countingDataSource() {
			return new CountingDataSource();
		}

		@Bean
		AtomicInteger connectionsDuringSupplierCall() {
			return new AtomicInteger(-1);
		}

		@Bean
		WebMvcConfigurer supplierWatch(CountingDataSource dataSource, AtomicInteger connectionsDuringSupplierCall) {
			HandlerInterceptor watch = new HandlerInterceptor() {

				@Override
				public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
					connectionsDuringSupplierCall.set(dataSource.connections());
					return true;
				}

			};
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(watch).addPathPatterns("/api/slow-supplier");
				}

			};
		}

	}

}
