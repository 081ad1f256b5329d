package io.perfstarter.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import io.perfstarter.sample.home.Route;
import io.perfstarter.sample.home.Routes;
import io.perfstarter.sample.home.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * After 20 requests of each route, what is wrong with the bad ones is found and named,
 * and nothing is found in the good ones.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=performance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindingTests {

	private static final int REQUESTS = 20;

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private OwnAddress address;

	@Autowired
	private Routes routes;

	@BeforeAll
	void visit() throws Exception {
		for (Route route : this.routes.all()) {
			if (route.verdict() == Verdict.GOOD || route.path()
				.matches(
						"/orders/n-plus-one|/api/orders/n-plus-one|/customers/all|/products/labels|.*/connection-held")) {
				for (int i = 1; i <= REQUESTS; i++) {
					send(path(route, i));
				}
			}
		}
	}

	private static String path(Route route, int number) {
		return route.path()
			.replace("{page}", "" + number)
			.replace("{reference}", "R-%06d".formatted(number))
			.replaceAll("\\{\\w+}", "" + number);
	}

	@Test
	void lazyReferenceIsNamedWithWhatToPaste() throws Exception {
		JsonNode finding = only("GET /orders/n-plus-one", "N_PLUS_ONE");
		JsonNode evidence = finding.get("evidence");
		assertThat(evidence.get("association").asString()).isEqualTo("Order.customer");
		assertThat(evidence.get("entity").asString()).isEqualTo("Customer");
		assertThat(evidence.get("confirmed").asBoolean()).isTrue();
		assertThat(evidence.get("whileRendering").asBoolean()).isTrue();
		assertThat(evidence.get("repeatsTypical").asInt()).isEqualTo(50);
		assertThat(finding.get("executions").asInt()).isEqualTo(REQUESTS);
		assertThat(finding.get("savesMsPerHour").asDouble()).isPositive();
		assertThat(finding.get("recommendation").asString()).contains("@EntityGraph(attributePaths = \"customer\")",
				"OrderRepository.findByStatusOrderByPlacedAt");
	}

	@Test
	void lazyCollectionIsNamedWithWhatToPaste() throws Exception {
		JsonNode finding = only("GET /api/orders/n-plus-one", "N_PLUS_ONE");
		assertThat(finding.get("evidence").get("association").asString()).isEqualTo("Order.lines");
		assertThat(finding.get("evidence").get("entity").asString()).isEqualTo("OrderLine");
		assertThat(finding.get("recommendation").asString()).contains("@EntityGraph(attributePaths = \"lines\")",
				"OrderRepository.findByStatusOrderByPlacedAt");
	}

	@Test
	void unboundedListIsFound() throws Exception {
		JsonNode finding = only("GET /customers/all", "UNBOUNDED_RESULT");
		assertThat(finding.get("evidence").get("rowsMax").asInt()).isEqualTo(2000);
	}

	@Test
	void connectionsHeldForNothingAreFound() throws Exception {
		assertThat(findings("GET /api/products/{productId}/stock/connection-held"))
			.extracting((finding) -> finding.get("type").asString())
			.hasSize(1)
			.containsAnyOf("REMOTE_CALL_IN_TRANSACTION", "IDLE_CONNECTION");
		only("GET /products/labels", "IDLE_CONNECTION");
	}

	@Test
	void nothingIsFoundInGoodRoutes() throws Exception {
		List<String> bad = new ArrayList<>();
		for (Route route : this.routes.all()) {
			if (route.verdict() == Verdict.GOOD) {
				findings(route.method() + " " + route.path().replaceAll("\\?.*", "")).stream()
					// A machine that is too busy to render in time is not the route's
					// fault
					.filter((finding) -> !finding.get("evidence").get("whileRendering").asBoolean()
							|| !finding.get("type").asString().equals("IDLE_CONNECTION"))
					.forEach((finding) -> bad.add(finding.toString()));
			}
		}
		assertThat(bad).isEmpty();
	}

	/** A slow machine may show more: rendering for long holds a connection. */
	private JsonNode only(String operation, String type) throws Exception {
		List<JsonNode> findings = findings(operation);
		findings.removeIf((finding) -> !finding.get("type").asString().equals(type));
		assertThat(findings).as(operation).hasSize(1);
		return findings.get(0);
	}

	private List<JsonNode> findings(String operation) throws Exception {
		List<JsonNode> found = new ArrayList<>();
		for (JsonNode finding : JsonMapper.shared().readTree(send("/actuator/performance/findings")).get("findings")) {
			if (finding.get("operation").get("name").asString().equals(operation)) {
				found.add(finding);
			}
		}
		return found;
	}

	private String send(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.address.baseUrl() + path)).build();
		return this.client.send(request, BodyHandlers.ofString()).body();
	}

}
