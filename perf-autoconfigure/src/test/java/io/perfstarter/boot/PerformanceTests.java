package io.perfstarter.boot;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.perfstarter.series.HousekeepingTask;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Performance}, in an application with a database.
 */
class PerformanceTests {

	private final MovableClock clock = new MovableClock();

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	private TestApp app;

	private Performance performance;

	private JdbcTemplate jdbc;

	private Kept kept;

	@BeforeEach
	void start() {
		this.app = TestApp.on(Server.TOMCAT).type(WebApplicationType.NONE).bean(NanoClock.class, this.clock).start();
		this.performance = this.app.bean(Performance.class);
		this.jdbc = this.app.bean(JdbcTemplate.class);
		this.kept = Kept.in(this.app.context());
	}

	@AfterEach
	void stop() {
		assertThat(this.app.bean(Guard.class).count()).isZero();
		this.app.close();
		this.other.shutdownNow();
	}

	private void query() {
		this.jdbc.queryForObject("select 1", Integer.class);
	}

	private OperationWindow step(String name) {
		return this.kept.operation(OperationKind.STEP, name);
	}

	@Test
	void outsideOfAnExecutionItIsOne() {
		try (Performance.Step step = this.performance.step("import").kind("batch")) {
			query();
			query();
			this.clock.advance(500);
			step.items(60).items(40).items(-5);
		}
		OperationWindow figures = step("batch import");
		assertThat(figures.count()).isOne();
		assertThat(figures.nanos()).isEqualTo(500_000_000);
		assertThat(figures.queries()).isEqualTo(2);
		assertThat(figures.items()).isEqualTo(100);
		assertThat(figures.errors()).isZero();
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("batch import 1");
		assertThat(this.app.bean(Tracer.class).active()).isZero();
	}

	@Test
	void nestedItIsAPart() {
		try (Performance.Step outer = this.performance.step("outer")) {
			this.clock.advance(1);
			try (Performance.Step inner = this.performance.step("inner")) {
				query();
				this.clock.advance(10);
				inner.items(7);
			}
			this.clock.advance(1);
		}
		assertThat(step("outer").queries()).isOne();
		assertThat(step("outer").items()).isZero();
		assertThat(step("inner").count()).isOne();
		assertThat(step("inner").queries()).isZero();
		assertThat(step("inner").items()).isEqualTo(7);
		assertThat(step("inner").nanos()).isEqualTo(10_000_000);
		assertThat(this.kept.trace(OperationKind.STEP, "outer").events())
			.filteredOn((event) -> event.type() == EventType.STEP)
			.singleElement()
			.satisfies((event) -> {
				assertThat(event.offsetNanos()).isEqualTo(1_000_000);
				assertThat(event.durationNanos()).isEqualTo(10_000_000);
				assertThat(event.flag()).isZero();
			});
	}

	@Test
	void failures() {
		try (Performance.Step outer = this.performance.step("outer")) {
			this.performance.step("inner").failed(new IllegalStateException("no")).close();
			outer.failed(new java.io.IOException("no")).failed(new IllegalStateException("later"));
			outer.failed(null);
		}
		assertThat(step("outer").errors()).isOne();
		assertThat(step("inner").errors()).isOne();
		assertThat(this.kept.trace(OperationKind.STEP, "outer").error()).isEqualTo("java.io.IOException");
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.STEP)).containsExactly("inner!");
	}

	@Test
	void closedTwiceItCountsOnce() {
		Performance.Step step = this.performance.step("twice");
		step.close();
		step.close();
		step.items(5).failed(new IllegalStateException()).kind("late").leave().close();
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("twice 1");
		assertThat(step("twice").items()).isZero();
		assertThat(step("twice").errors()).isZero();
	}

	@Test
	void closedOutOfOrder() {
		Performance.Step outer = this.performance.step("outer");
		Performance.Step first = this.performance.step("first");
		Performance.Step second = this.performance.step("second");
		first.close();
		outer.close();
		second.close();
		query();
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("first 1", "outer 1", "second 1");
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.STEP)).containsExactly("first");
		assertThat(step("outer").queries()).isZero();
	}

	@Test
	void closedOnAnotherThread() throws Exception {
		Performance.Step root = this.performance.step("root");
		query();
		this.clock.advance(30);
		this.other.submit(root::close).get();
		query();
		assertThat(step("root").count()).isOne();
		assertThat(step("root").nanos()).isEqualTo(30_000_000);
		assertThat(step("root").queries()).isOne();
		assertThat(this.app.bean(Tracer.class).current()).isNull();
		try (Performance.Step next = this.performance.step("next")) {
			query();
		}
		assertThat(step("next").queries()).isOne();
	}

	@Test
	void partClosedOnAnotherThread() throws Exception {
		try (Performance.Step outer = this.performance.step("outer")) {
			Performance.Step inner = this.performance.step("inner");
			this.clock.advance(3);
			this.other.submit(inner::close).get();
		}
		assertThat(step("inner").nanos()).isEqualTo(3_000_000);
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.STEP)).containsExactly("inner");
	}

	@Test
	void leftForAnotherThread() throws Exception {
		Performance.Step step = this.performance.step("async").leave();
		query();
		this.clock.advance(3);
		this.other.submit(step::close).get();
		assertThat(step("async").queries()).isZero();
		assertThat(step("async").nanos()).isEqualTo(3_000_000);
	}

	@Test
	void neverClosedItDoesNoHarmForLong() {
		WeakReference<Performance.Step> lost = lose();
		Awaitility.await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(10)).until(() -> {
			System.gc();
			return lost.get() == null;
		});
		try (Performance.Step next = this.performance.step("next")) {
			query();
		}
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("(never closed) 1", "next 1");
		assertThat(step("next").queries()).isOne();
		assertThat(this.app.bean(Tracer.class).active()).isZero();
	}

	private WeakReference<Performance.Step> lose() {
		return new WeakReference<>(this.performance.step("lost"));
	}

	@Test
	void neverClosedInAnExecutionItIsNotCounted() {
		try (Performance.Step outer = this.performance.step("outer")) {
			this.performance.step("lost");
		}
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("outer 1");
	}

	@Test
	void aTaskInsideKeepsItsOwn() {
		Tracer tracer = this.app.bean(Tracer.class);
		try (Performance.Step outer = this.performance.step("outer")) {
			query();
			Execution task = tracer.start(OperationKind.TASK);
			query();
			query();
			tracer.end(task);
			query();
		}
		assertThat(step("outer").queries()).isEqualTo(2);
	}

	@Test
	void namesAreBounded() {
		for (int i = 0; i < 250; i++) {
			this.performance.step("customer " + i).close();
		}
		assertThat(step("(other)").count()).isEqualTo(50);
		assertThat(this.kept.operations(OperationKind.STEP)).hasSize(201);
		assertThatNoException().isThrownBy(() -> this.performance.step(null).kind(null).close());
	}

	@Test
	void manyThreadsAtOnce() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(8);
		for (int i = 0; i < 400; i++) {
			int queries = i % 4;
			pool.submit(() -> {
				try (Performance.Step step = this.performance.step("q" + queries)) {
					for (int q = 0; q < queries; q++) {
						query();
					}
					step.items(1);
				}
			});
		}
		pool.shutdown();
		assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 4; i++) {
			OperationWindow figures = step("q" + i);
			assertThat(List.of(figures.count(), figures.items(), figures.queries())).containsExactly(100L, 100L,
					100L * i);
		}
	}

	private void housekeeping() {
		this.app.context().getBeansOfType(HousekeepingTask.class).values().forEach(HousekeepingTask::run);
	}

	@Test
	void stepsHaveATimer() {
		for (int i = 0; i < 60; i++) {
			try (Performance.Step step = this.performance.step("import " + i)) {
				this.clock.advance(100);
			}
			if (i == 0) {
				// Those seen first keep a meter of their own
				housekeeping();
			}
		}
		housekeeping();
		io.micrometer.core.instrument.MeterRegistry registry = this.app
			.bean(io.micrometer.core.instrument.MeterRegistry.class);
		assertThat(registry.get("performance.step.duration").tag("step", "import 0").functionTimer()).satisfies(
				(timer) -> assertThat(timer.count()).isOne(),
				(timer) -> assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(100));
		assertThat(registry.get("performance.step.duration").functionTimers()).hasSize(51);
		assertThat(registry.get("performance.step.duration").tag("step", "(other)").functionTimer().count())
			.isEqualTo(10);
	}

	@Test
	void insideARequest() {
		try (TestApp web = TestApp.on(Server.TOMCAT, Web.class)
			.with("management.endpoints.web.exposure.include=performance")
			.start()) {
			assertThat(web.get("/import").status()).isEqualTo(200);
			web.awaitIdle();
			Kept kept = Kept.in(web.context());
			OperationWindow request = kept.await(OperationKind.HTTP, "GET /import", 1);
			assertThat(request.queries()).isEqualTo(3);
			assertThat(kept.operations(OperationKind.STEP)).containsExactly("geocode 2");
			OperationWindow step = kept.operation(OperationKind.STEP, "geocode");
			assertThat(step.queries()).isZero();
			assertThat(step.items()).isEqualTo(3);
			assertThat(step.errors()).isOne();
			assertThat(kept.parts(OperationKind.HTTP, "GET /import", EventType.STEP)).containsExactly("geocode",
					"geocode!");
			String operation = web.get("/actuator/performance/operations?kind=step").body();
			assertThat(operation).contains("\"total\":1", "\"kind\":\"STEP\"", "\"name\":\"geocode\"", "\"items\":3");
			assertThat(web.get("/actuator/performance/metrics").body()).contains("\"requests\":{\"total\":1,");
			String id = kept.trace(OperationKind.HTTP, "GET /import").id();
			assertThat(web.get("/actuator/performance/traces/" + id).body()).contains("\"type\":\"STEP\"",
					"\"operation\":\"geocode\"", "\"failed\":true");
		}
	}

	@RestController
	static class Web {

		private final Performance performance;

		private final JdbcTemplate jdbc;

		Web(Performance performance, JdbcTemplate jdbc) {
			this.performance = performance;
			this.jdbc = jdbc;
		}

		@GetMapping("/import")
		String run() {
			try (Performance.Step step = this.performance.step("geocode")) {
				this.jdbc.queryForObject("select 1", Integer.class);
				step.items(3);
			}
			try (Performance.Step step = this.performance.step("geocode")) {
				this.jdbc.queryForObject("select 1", Integer.class);
				step.failed(new IllegalStateException("no"));
			}
			this.jdbc.queryForObject("select 1", Integer.class);
			return "done";
		}

	}

}
