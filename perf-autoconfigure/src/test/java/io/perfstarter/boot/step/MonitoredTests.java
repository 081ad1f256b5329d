package io.perfstarter.boot.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.perfstarter.boot.Kept;
import io.perfstarter.boot.Monitored;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.boot.Performance;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Monitored} methods of all sorts of beans.
 */
@ExtendWith(OutputCaptureExtension.class)
class MonitoredTests {

	private static final MovableClock clock = new MovableClock();

	/** Shared: what was measured hours ago is in no window. */
	private static TestApp shared;

	private TestApp app;

	private Kept kept;

	@BeforeAll
	static void start() {
		shared = builder(Beans.class).start();
	}

	@AfterAll
	static void stop() {
		shared.close();
	}

	private static TestApp.Builder builder(Class<?> source) {
		return TestApp.on(Server.TOMCAT, source).type(WebApplicationType.NONE).bean(NanoClock.class, clock);
	}

	private void start(Class<?> source, String... properties) {
		use(builder(source).with(properties).start());
	}

	private void useShared() {
		clock.advance(Duration.ofHours(2));
		use(shared);
	}

	private void use(TestApp app) {
		this.app = app;
		this.kept = Kept.in(app.context());
	}

	@AfterEach
	void stopOwn() {
		if (this.app != null && this.app != shared) {
			this.app.close();
		}
	}

	private OperationWindow step(String name) {
		return this.kept.operation(OperationKind.STEP, name);
	}

	@Test
	void methods() {
		useShared();
		Geocoder geocoder = this.app.bean(Geocoder.class);
		assertThat(geocoder.find("x")).isEqualTo("found x");
		assertThat(geocoder.find("y")).isEqualTo("found y");
		geocoder.unnamed();
		geocoder.plain();
		assertThatIllegalStateException().isThrownBy(geocoder::failing).withMessage("no");
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("Geocoder.unnamed 1", "failing 1",
				"geocode 2");
		assertThat(step("geocode").queries()).isEqualTo(2);
		assertThat(step("geocode").nanos()).isEqualTo(2 * 10_000_000);
		assertThat(step("failing").errors()).isOne();
		assertThat(this.kept.trace(OperationKind.STEP, "failing").error()).isEqualTo("java.lang.IllegalStateException");
	}

	@Test
	void classes() {
		useShared();
		Mailer mailer = this.app.bean(Mailer.class);
		mailer.send();
		mailer.receive();
		mailer.internal();
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("mail.receive 1", "mail.send 1");
		this.app.bean(Port.class).call();
		assertThat(step("port").count()).isOne();
	}

	@Test
	void nested() {
		useShared();
		Performance performance = this.app.bean(Performance.class);
		try (Performance.Step outer = performance.step("outer")) {
			this.app.bean(Geocoder.class).find("x");
		}
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.STEP)).containsExactly("geocode");
		assertThat(step("outer").queries()).isOne();
		assertThat(step("geocode").queries()).isZero();
	}

	@Test
	void futures() {
		useShared();
		Geocoder geocoder = this.app.bean(Geocoder.class);
		CompletableFuture<String> good = new CompletableFuture<>();
		assertThat(geocoder.later(good)).isSameAs(good);
		this.app.bean(JdbcTemplate.class).queryForObject("select 1", Integer.class);
		assertThat(this.app.bean(Tracer.class).current()).isNull();
		assertThat(step("later").count()).isZero();
		clock.advance(50);
		good.complete("x");
		assertThat(step("later").nanos()).isEqualTo(50_000_000);
		assertThat(step("later").queries()).isZero();
		CompletableFuture<String> bad = new CompletableFuture<>();
		geocoder.later(bad);
		bad.completeExceptionally(new java.io.IOException("no"));
		assertThat(step("later").count()).isEqualTo(2);
		assertThat(step("later").errors()).isOne();
		geocoder.later(CompletableFuture.completedFuture("at once"));
		assertThat(geocoder.later(null)).isNull();
		assertThat(step("later").count()).isEqualTo(4);
		assertThat(this.app.bean(Tracer.class).active()).isZero();
	}

	@Test
	void futureInsideOfAnExecution() {
		useShared();
		CompletableFuture<String> future = new CompletableFuture<>();
		try (Performance.Step outer = this.app.bean(Performance.class).step("outer")) {
			this.app.bean(Geocoder.class).later(future);
			clock.advance(5);
			CompletableFuture.runAsync(() -> future.complete("x")).join();
		}
		assertThat(step("later").nanos()).isEqualTo(5_000_000);
		assertThat(this.kept.parts(OperationKind.STEP, "outer", EventType.STEP)).containsExactly("later");
	}

	@Test
	void beansWithProxiesGetNoSecondOne() throws Exception {
		useShared();
		Orders orders = this.app.bean(Orders.class);
		assertThat(AopUtils.isCglibProxy(orders)).isTrue();
		assertThat(((Advised) orders).getTargetSource().getTarget()).isInstanceOf(Orders.class)
			.matches((target) -> !AopUtils.isAopProxy(target));
		assertThat(orders.place()).isTrue();
		assertThat(step("place").count()).isOne();
		// With its transaction
		assertThat(step("place").borrows()).isOne();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> orders.background(true).get());
		Thread worker = orders.background(false).get();
		assertThat(worker).isNotSameAs(Thread.currentThread());
		OperationWindow background = this.kept.await(OperationKind.STEP, "background", 2);
		assertThat(background.errors()).isOne();
		assertThat(background.queries()).isOne();
	}

	@Test
	void whatCannotBeMeasuredIsSaidOnce(CapturedOutput output) {
		start(Unmeasurable.class);
		this.app.bean(FinalClass.class).run();
		this.app.bean(FinalMethod.class).run();
		this.app.bean(FinalMethod.class).fine();
		this.app.context().getBeansOfType(FinalMethod.class);
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("FinalMethod.fine 1");
		assertThat(output.getAll().lines().filter((line) -> line.contains("not measured"))).hasSize(3)
			.anyMatch((line) -> line.contains("FinalClass are not measured: the class is final"))
			.anyMatch((line) -> line.contains("FinalMethod.run is not measured: it is final"))
			.anyMatch((line) -> line.contains("FinalMethod.hidden is not measured: it is private"));
	}

	@Test
	void interfaceProxies() {
		start(Beans.class, "spring.aop.proxy-target-class=false");
		this.app.bean(Port.class).call();
		assertThat(step("port").count()).isOne();
		assertThat(AopUtils.isJdkDynamicProxy(this.app.bean(Port.class))).isTrue();
	}

	@Test
	void beansThatNeedEachOther() {
		start(Circle.class, "spring.main.allow-circular-references=true");
		this.app.bean(Circle.One.class).run();
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("One.run 1", "Two.run 1");
		assertThat(this.app.bean(Circle.Two.class).one()).isSameAs(this.app.bean(Circle.One.class));
	}

	@Test
	void beansWithProxiesThatNeedEachOther() {
		start(TransactionalCircle.class, "spring.main.allow-circular-references=true");
		assertThat(this.app.bean(TransactionalCircle.One.class).run()).isTrue();
		assertThat(this.kept.operations(OperationKind.STEP)).containsExactly("One.run 1");
		assertThat(this.app.bean(TransactionalCircle.Two.class).one())
			.isSameAs(this.app.bean(TransactionalCircle.One.class));
	}

	@Test
	void switchedOff() {
		for (String off : List.of("performance.step.enabled=false", "performance.monitoring.enabled=false")) {
			try (TestApp without = builder(Beans.class).with(off).start()) {
				assertThat(AopUtils.isAopProxy(without.bean(Geocoder.class))).isFalse();
				assertThat(without.bean(Geocoder.class).find("x")).isEqualTo("found x");
				assertThat(without.bean(Performance.class)).isSameAs(Performance.disabled());
				without.bean(Performance.class)
					.step("x")
					.kind("y")
					.items(3)
					.failed(new IllegalStateException())
					.leave()
					.close();
			}
		}
	}

	@Test
	void aFailureInsideIsNotNoticed() {
		AtomicBoolean broken = new AtomicBoolean();
		NanoClock breaking = () -> {
			if (broken.get()) {
				throw new IllegalStateException("broken");
			}
			return System.nanoTime();
		};
		try (TestApp bad = TestApp.on(Server.TOMCAT, Beans.class)
			.type(WebApplicationType.NONE)
			.with("performance.jdbc.enabled=false")
			.bean(NanoClock.class, breaking)
			.start()) {
			broken.set(true);
			assertThat(bad.bean(Geocoder.class).find("x")).isEqualTo("found x");
			assertThat(bad.bean(io.perfstarter.trace.Guard.class).count()).isPositive();
			broken.set(false);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@Import({ Geocoder.class, Mailer.class, Adapter.class, Orders.class })
	static class Beans {

		@Bean
		List<String> log() {
			return new ArrayList<>();
		}

	}

	static class Geocoder {

		private final JdbcTemplate jdbc;

		private final NanoClock clock;

		Geocoder(JdbcTemplate jdbc, NanoClock clock) {
			this.jdbc = jdbc;
			this.clock = clock;
		}

		@Monitored("geocode")
		public String find(String text) {
			this.jdbc.queryForObject("select 1", Integer.class);
			if (this.clock instanceof MovableClock movable) {
				movable.advance(10);
			}
			return "found " + text;
		}

		@Monitored
		void unnamed() {
		}

		public void plain() {
		}

		@Monitored("failing")
		public void failing() {
			throw new IllegalStateException("no");
		}

		@Monitored("later")
		public CompletionStage<String> later(CompletionStage<String> future) {
			return future;
		}

	}

	@Monitored("mail")
	static class Mailer {

		public void send() {
		}

		public void receive() {
		}

		void internal() {
		}

	}

	interface Port {

		@Monitored("port")
		void call();

	}

	static class Adapter implements Port {

		@Override
		public void call() {
		}

	}

	static class Orders {

		private final JdbcTemplate jdbc;

		Orders(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Transactional
		@Monitored("place")
		public boolean place() {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

		@Async
		@Monitored("background")
		public CompletableFuture<Thread> background(boolean fail) {
			if (fail) {
				throw new IllegalStateException("no");
			}
			this.jdbc.queryForObject("select 1", Integer.class);
			return CompletableFuture.completedFuture(Thread.currentThread());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ FinalClass.class, FinalMethod.class })
	static class Unmeasurable {

	}

	static final class FinalClass {

		@Monitored
		public void run() {
		}

	}

	static class FinalMethod {

		@Monitored
		public final void run() {
			hidden();
		}

		@Monitored
		public void fine() {
		}

		@Monitored
		private void hidden() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ TransactionalCircle.One.class, TransactionalCircle.Two.class })
	static class TransactionalCircle {

		static class One {

			@org.springframework.beans.factory.annotation.Autowired
			private Two two;

			@Transactional
			@Monitored
			public boolean run() {
				return TransactionSynchronizationManager.isActualTransactionActive() && this.two.one() != null;
			}

		}

		static class Two {

			@org.springframework.beans.factory.annotation.Autowired
			private One one;

			One one() {
				return this.one;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Circle.One.class, Circle.Two.class })
	static class Circle {

		static class One {

			@org.springframework.beans.factory.annotation.Autowired
			Two two;

			@Monitored
			public void run() {
				this.two.run();
			}

		}

		static class Two {

			@org.springframework.beans.factory.annotation.Autowired
			private One one;

			@Monitored
			public void run() {
			}

			One one() {
				return this.one;
			}

		}

	}

}
