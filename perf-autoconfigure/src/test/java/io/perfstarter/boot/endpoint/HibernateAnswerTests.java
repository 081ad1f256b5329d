package io.perfstarter.boot.endpoint;

import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.TestApp.Answer;
import io.perfstarter.boot.hibernate.app.Purchase;
import io.perfstarter.boot.hibernate.app.ShopApplication;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is shown of Hibernate.
 */
class HibernateAnswerTests {

	private static final String BASE = "/actuator/performance";

	@Test
	void totalsAndCounts() {
		try (TestApp app = start().persistent().start()) {
			app.get("/fill");
			assertThat(app.get("/orders").body()).isEqualTo("6");
			app.executions().await(2);
			app.awaitIdle();
			JsonNode hibernate = json(app, "/hibernate");
			assertThat(hibernate.get("total").asInt()).isEqualTo(1);
			JsonNode factory = hibernate.get("factories").get(0);
			assertThat(factory.get("name").asString()).isEqualTo("entityManagerFactory");
			assertThat(factory.get("sessions").asInt()).isPositive();
			assertThat(factory.get("transactions").asInt()).isPositive();
			assertThat(factory.get("flushes").get("count").asInt()).isEqualTo(1);
			assertThat(factory.get("flushes").get("dirtyChecked").asInt()).isEqualTo(21);
			assertThat(factory.get("totals").get("inserted").asInt()).isEqualTo(21);
			assertThat(factory.get("entities").get(0).get("entity").asString())
				.isEqualTo("io.perfstarter.boot.hibernate.app.Customer");
			assertThat(factory.get("entities").get(0).get("inserted").asInt()).isEqualTo(3);
			JsonNode lines = factory.get("collections").get(0);
			assertThat(lines.get("role").asString()).isEqualTo("Purchase.lines");
			assertThat(lines.get("initialized").asInt()).isEqualTo(3);
			assertThat(factory.has("secondLevelCache")).isFalse();
			assertThat(factory.get("statistics").get("enabled").asBoolean()).isFalse();
			assertThat(factory.get("statistics").get("detail").asString())
				.contains("spring.jpa.properties.hibernate.generate_statistics=true");
			assertThat(json(app, "").get("links").has("hibernate")).isTrue();
			assertThat(json(app, "").get("features").get("hibernate").asBoolean()).isTrue();
			JsonNode trace = trace(app, "GET /orders");
			assertThat(trace.get("persistence").get("collectionsInitialized").asInt()).isEqualTo(3);
			assertThat(trace.get("persistence").get("entitiesLoaded").asInt()).isEqualTo(12);
			assertThat(trace.get("persistence").has("entitiesDeleted")).isFalse();
			assertThat(trace.get("events").toString()).contains("\"cause\":\"Purchase.lines\"");
		}
	}

	@Test
	void statisticsThatAreOnAreShown() {
		try (TestApp app = start().persistent()
			.with("spring.jpa.properties.hibernate.generate_statistics=true")
			.start()) {
			app.get("/orders");
			app.awaitIdle();
			JsonNode statistics = json(app, "/hibernate").get("factories").get(0).get("statistics");
			assertThat(statistics.get("enabled").asBoolean()).isTrue();
			assertThat(statistics.has("detail")).isFalse();
			assertThat(statistics.get("queryPlanCacheMisses").asInt()).isPositive();
			assertThat(statistics.get("queryExecutions").asInt()).isEqualTo(1);
		}
	}

	@Test
	void thereIsNothingOfItWithoutHibernate() {
		try (TestApp app = TestApp.on(Server.TOMCAT)
			.with("management.endpoints.web.exposure.include=performance")
			.start()) {
			Answer answer = app.get(BASE + "/hibernate");
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(answer.body()).contains("performance.hibernate.enabled");
			assertThat(json(app, "").get("links").has("hibernate")).isFalse();
		}
	}

	private static TestApp.Builder start() {
		return TestApp.on(Server.TOMCAT, ShopApplication.class, Orders.class)
			.with("management.endpoints.web.exposure.include=performance");
	}

	private static JsonNode trace(TestApp app, String operation) {
		for (JsonNode trace : json(app, "/traces").get("traces")) {
			if (trace.get("operation").asString().equals(operation)) {
				return json(app, "/traces/" + trace.get("id").asString());
			}
		}
		throw new AssertionError("No trace of " + operation);
	}

	private static JsonNode json(TestApp app, String path) {
		Answer answer = app.get(BASE + path);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	@RestController
	static class Orders {

		private final EntityManager entityManager;

		private final TransactionTemplate transactions;

		Orders(EntityManager entityManager, PlatformTransactionManager transactions) {
			this.entityManager = entityManager;
			this.transactions = new TransactionTemplate(transactions);
		}

		@GetMapping("/fill")
		String fill() {
			this.transactions.executeWithoutResult((status) -> ShopApplication.fill(this.entityManager, 3));
			return "filled";
		}

		@GetMapping("/orders")
		int orders() {
			return this.entityManager
				.createQuery("select p from Purchase p join fetch p.warehouse w join fetch w.gates", Purchase.class)
				.getResultList()
				.stream()
				.mapToInt((purchase) -> purchase.lines.size())
				.sum();
		}

	}

}
