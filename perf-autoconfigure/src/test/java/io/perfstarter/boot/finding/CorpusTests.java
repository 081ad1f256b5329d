package io.perfstarter.boot.finding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.finding.app.Agent;
import io.perfstarter.boot.finding.app.Author;
import io.perfstarter.boot.finding.app.Book;
import io.perfstarter.boot.finding.app.Category;
import io.perfstarter.boot.finding.app.Country;
import io.perfstarter.boot.finding.app.Review;
import io.perfstarter.boot.finding.app.Store;
import io.perfstarter.boot.finding.app.Ticket;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs every case on a real application and holds what is found against what should be:
 * precision and recall over all pairs of case and finding, an association that has to be
 * named being part of it.
 */
class CorpusTests {

	private static final int RUNS = 25;

	private static final List<Class<?>> CASES = List.of(MappingCases.class, JdbcCases.class, JobCases.class,
			ConnectionCases.class);

	private static TestApp app;

	@BeforeAll
	static void start() {
		MovingClock clock = new MovingClock();
		app = TestApp.on(Server.TOMCAT, Corpus.class)
			.jpa()
			.bean(MovingClock.class, clock)
			.with("spring.jpa.hibernate.ddl-auto=create", "management.endpoints.web.exposure.include=performance",
					"spring.jpa.properties.hibernate.cache.use_second_level_cache=true",
					"spring.jpa.properties.hibernate.cache.region.factory_class=" + MapRegionFactory.class.getName(),
					"performance.jdbc.application-packages=io.perfstarter.boot.finding", "spring.jpa.open-in-view=true",
					"logging.level.org.apache.catalina.core.ContainerBase=off")
			.start();
		fill();
		map();
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	private static void fill() {
		JdbcTemplate jdbc = app.bean(JdbcTemplate.class);
		jdbc.execute("create table setting (name varchar(20), content varchar(20))");
		jdbc.execute("create table event (id identity, text varchar(20))");
		jdbc.execute("create table account (id bigint, amount bigint)");
		jdbc.execute("create sequence event_seq");
		jdbc.execute("insert into setting select 's' || x, 'c' || x from system_range(1, 40)");
		jdbc.execute("insert into account select x, x from system_range(1, 5)");
		jdbc.execute("insert into note (text) select 'n' || x from system_range(1, 1500)");
		EntityManager em = app.bean(EntityManager.class);
		new TransactionTemplate(app.bean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			for (long id = 1; id <= 20; id++) {
				author(em, id);
				store(em, id);
				Country country = new Country();
				country.id = id;
				em.persist(country);
			}
			for (long id = 1; id <= 12; id++) {
				Ticket ticket = new Ticket();
				ticket.id = id;
				ticket.agent = new Agent();
				ticket.agent.id = id;
				em.persist(ticket.agent);
				em.persist(ticket);
			}
			List<Category> categories = new ArrayList<>();
			LongStream.rangeClosed(1, 15).forEach((id) -> {
				Category category = new Category();
				category.id = id;
				category.parent = (id > 1) ? categories.get((int) (id / 2 - 1)) : null;
				categories.add(category);
				em.persist(category);
			});
		});
	}

	private static void author(EntityManager em, long id) {
		Author author = new Author();
		author.id = id;
		author.name = "Author " + id;
		em.persist(author);
		for (long b = 0; b < 3; b++) {
			Book book = new Book();
			book.id = id * 10 + b;
			book.author = author;
			em.persist(book);
			for (long r = 0; r < 2; r++) {
				Review review = new Review();
				review.id = book.id * 10 + r;
				review.book = book;
				em.persist(review);
			}
		}
	}

	private static void store(EntityManager em, long id) {
		Store store = new Store();
		store.id = id;
		store.shelves.addAll(List.of("a", "b"));
		store.doors.addAll(List.of("c"));
		em.persist(store);
	}

	/** Each case that is no job becomes a route with its name. */
	private static void map() {
		RequestMappingHandlerMapping mapping = app.context()
			.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
		for (Method method : cases()) {
			if (!method.isAnnotationPresent(Job.class)) {
				mapping.registerMapping(RequestMappingInfo.paths("/" + method.getName())
					.methods(RequestMethod.GET)
					.options(mapping.getBuilderConfiguration())
					.build(), app.bean(method.getDeclaringClass()), method);
			}
		}
	}

	private static List<Method> cases() {
		return CASES.stream()
			.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
			.filter((method) -> method.isAnnotationPresent(Finds.class))
			.sorted(Comparator.comparing(Method::getName))
			.toList();
	}

	private static void run(Method method) throws IllegalAccessException, InvocationTargetException {
		if (!method.isAnnotationPresent(Job.class)) {
			app.get("/" + method.getName());
			return;
		}
		Tracer tracer = app.bean(Tracer.class);
		Execution execution = tracer.start(OperationKind.TASK);
		execution.operation(new Operation(OperationKind.TASK, method.getName()));
		try {
			method.invoke(app.bean(method.getDeclaringClass()));
		}
		finally {
			tracer.end(execution);
		}
	}

	@Test
	void findsWhatIsWrongAndNothingElse() throws Exception {
		List<Method> cases = cases();
		for (int i = 0; i < RUNS; i++) {
			for (Method method : cases) {
				run(method);
			}
			app.awaitIdle();
			if (i == 0) {
				report("after one run", cases, 1);
			}
		}
		Score score = report("after " + RUNS + " runs", cases, RUNS);
		assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
		assertThat(cases.stream().filter((method) -> method.getAnnotation(Finds.class).value().length == 0).count())
			.isGreaterThanOrEqualTo(cases.size() / 2);
		assertThat(score.precision()).isGreaterThanOrEqualTo(0.95);
		assertThat(score.recall()).isGreaterThanOrEqualTo(0.95);
	}

	/** Prints what was found and what was missed. */
	private static Score report(String when, List<Method> cases, int runs) {
		Map<String, List<JsonNode>> found = new TreeMap<>();
		JsonNode report = JsonMapper.shared().readTree(app.get("/actuator/performance/findings").body());
		for (JsonNode finding : report.get("findings")) {
			String name = finding.get("operation").get("name").asString();
			found.computeIfAbsent(name.replaceFirst("^GET /", ""), (key) -> new ArrayList<>()).add(finding);
		}
		Score score = new Score();
		StringBuilder misses = new StringBuilder();
		for (Method method : cases) {
			Finds finds = method.getAnnotation(Finds.class);
			List<JsonNode> actual = found.getOrDefault(method.getName(), List.of());
			Set<String> seen = new TreeSet<>(
					actual.stream().map((finding) -> describe(finding, finds)).collect(Collectors.toSet()));
			Set<String> expected = expected(finds, runs);
			score.add(expected, seen);
			if (finds.count() >= 0 && finds.associations().length == 0 && runs == RUNS) {
				// What is there several times, and what is found twice
				score.more(finds.count() - expected.size(), actual.size() - seen.size());
			}
			if (!expected.equals(seen) || (finds.count() >= 0 && runs == RUNS && actual.size() != finds.count())) {
				misses.append("  %-26s expected %-45s found %s%n".formatted(method.getName(), expected, actual));
				score.wrong();
			}
		}
		System.out.printf("Corpus %s: %d cases (%d legitimate), precision %.3f, recall %.3f, wrong %d%n%s", when,
				cases.size(),
				cases.stream().filter((method) -> method.getAnnotation(Finds.class).value().length == 0).count(),
				score.precision(), score.recall(), score.wrong, misses);
		return score;
	}

	private static String describe(JsonNode finding, Finds finds) {
		String type = finding.get("type").asString();
		JsonNode association = finding.get("evidence").get("association");
		return (finds.associations().length > 0 && association != null) ? type + " " + association.asString() : type;
	}

	private static Set<String> expected(Finds finds, int runs) {
		Set<String> expected = new TreeSet<>();
		for (var type : finds.value()) {
			boolean certain = switch (type) {
				case IDLE_CONNECTION, EARLY_CONNECTION, RENDER_QUERIES, REPEATED_ROW -> runs >= 3;
				case REPEATED_ROLLBACK -> runs >= 5;
				default -> true;
			};
			if (certain && finds.associations().length == 0) {
				expected.add(type.name());
			}
			for (String association : finds.associations()) {
				expected.add(type.name() + " " + association);
			}
		}
		return expected;
	}

	private static final class Score {

		private int right;

		private int foundInAll;

		private int expectedInAll;

		private int wrong;

		void add(Set<String> expected, Set<String> found) {
			this.foundInAll += found.size();
			this.expectedInAll += expected.size();
			this.right += (int) found.stream().filter(expected::contains).count();
		}

		void more(int expected, int found) {
			this.expectedInAll += expected;
			this.foundInAll += found;
			this.right += Math.min(expected, found);
		}

		void wrong() {
			this.wrong++;
		}

		double precision() {
			return (double) this.right / Math.max(1, this.foundInAll);
		}

		double recall() {
			return (double) this.right / Math.max(1, this.expectedInAll);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EntityScan(basePackageClasses = Author.class)
	@EnableJpaRepositories(basePackageClasses = Author.class)
	@Import({ MappingCases.class, JdbcCases.class, JobCases.class, ConnectionCases.class })
	static class Corpus {

	}

}
