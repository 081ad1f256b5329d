package io.perfstarter.boot.observe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.perfstarter.boot.Kept;
import io.perfstarter.boot.Performance;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Scheduled methods, runners and batch jobs.
 */
class TaskTests {

	private static TestApp.Builder application(Class<?>... sources) {
		return TestApp.on(Server.TOMCAT, sources).type(WebApplicationType.NONE);
	}

	private static void assertClean(TestApp app) {
		assertThat(app.bean(Guard.class).count()).isZero();
	}

	@Test
	void scheduledMethods() {
		try (TestApp app = application(Schedule.class).start()) {
			Kept kept = Kept.in(app.context());
			OperationWindow good = kept.await(OperationKind.TASK, "NightlyImport.run", 3);
			OperationWindow bad = kept.await(OperationKind.TASK, "NightlyImport.failing", 2);
			app.bean(NightlyImport.class).stopped = true;
			Awaitility.await().until(() -> app.bean(NightlyImport.class).blocked);
			good = kept.operation(OperationKind.TASK, "NightlyImport.run");
			bad = kept.operation(OperationKind.TASK, "NightlyImport.failing");
			assertThat(good.count()).isEqualTo(app.bean(NightlyImport.class).runs.get() - 1);
			assertThat(good.queries()).isEqualTo(2 * app.bean(NightlyImport.class).queries.get());
			assertThat(good.errors()).isZero();
			assertThat(bad.errors()).isEqualTo(bad.count());
			assertThat(kept.trace(OperationKind.TASK, "NightlyImport.failing").error())
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(kept.parts(OperationKind.TASK, "NightlyImport.run", EventType.STEP)).containsExactly("chunk");
			assertThat(kept.operation(OperationKind.STEP, "chunk").items())
				.isEqualTo(10 * app.bean(NightlyImport.class).queries.get());
			assertThat(kept.operation(OperationKind.STEP, "chunk").queries()).isZero();
			assertThat(AopUtils.isAopProxy(app.bean(NightlyImport.class))).isFalse();
			app.bean(NightlyImport.class).released.countDown();
			assertClean(app);
		}
	}

	@Test
	void scheduledMethodsSwitchedOff() {
		for (String off : List.of("performance.observe.tasks=false", "performance.observe.enabled=false")) {
			try (TestApp app = application(Schedule.class).with(off).start()) {
				Awaitility.await().until(() -> app.bean(NightlyImport.class).runs.get() > 1);
				assertThat(Kept.in(app.context()).operations(OperationKind.TASK)).isEmpty();
			}
		}
	}

	@Test
	void runners() {
		try (TestApp app = application(Runners.class).start()) {
			Kept kept = Kept.in(app.context());
			assertThat(kept.operations(OperationKind.TASK)).containsExactly("Loader.run 1", "Plain.run 1",
					"first.run 1");
			assertThat(kept.operation(OperationKind.TASK, "Loader.run").queries()).isEqualTo(2);
			assertThat(kept.operation(OperationKind.TASK, "first.run").queries()).isOne();
			assertThat(app.bean(Runners.class).order).containsExactly("first", "loader", "unproxied", "plain");
			assertThat(app.bean(Loader.class).loaded()).isTrue();
			assertThat(AopUtils.isAopProxy(app.bean(Unproxied.class))).isFalse();
			assertThat(app.bean(Unproxied.class).count).isOne();
			assertThat(app.bean(Tracer.class).current()).isNull();
			assertClean(app);
		}
	}

	@Test
	void runnerThatFailsStopsTheStartAsEver() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> application(FailingRunner.class).start())
			.withMessage("as ever");
	}

	@Test
	void batchJobs() throws Exception {
		try (TestApp app = application(Jobs.class).including("batch").with("spring.batch.job.enabled=false").start()) {
			Kept kept = Kept.in(app.context());
			JobOperator operator = app.bean(JobOperator.class);
			operator.start(app.context().getBean("importJob", Job.class),
					new JobParametersBuilder().addLong("run", 1L).toJobParameters());
			operator.start(app.context().getBean("failingJob", Job.class),
					new JobParametersBuilder().addLong("run", 1L).toJobParameters());
			kept.await(OperationKind.TASK, "failingJob", 1);
			assertThat(kept.operations(OperationKind.TASK)).containsExactly("failingJob 1", "importJob 1");
			OperationWindow job = kept.operation(OperationKind.TASK, "importJob");
			assertThat(job.errors()).isZero();
			assertThat(job.queries()).isEqualTo(7);
			assertThat(kept.parts(OperationKind.TASK, "importJob", EventType.STEP)).containsExactly("importJob.prepare",
					"importJob.load");
			assertThat(kept.operation(OperationKind.STEP, "importJob.load").items()).isEqualTo(25);
			assertThat(kept.operation(OperationKind.STEP, "importJob.load").queries()).isZero();
			assertThat(kept.operation(OperationKind.TASK, "failingJob").errors()).isOne();
			assertThat(kept.trace(OperationKind.TASK, "failingJob").error()).isEqualTo("java.lang.ArithmeticException");
			assertThat(kept.parts(OperationKind.TASK, "failingJob", EventType.STEP))
				.containsExactly("failingJob.divide!");
			assertThat(app.bean(Jobs.class).heard).containsExactly("importJob");
			assertThat(app.bean(Tracer.class).active()).isZero();
			assertClean(app);
		}
	}

	@Test
	void batchJobsByBootsRunnerCountOnce() {
		try (TestApp app = application(Jobs.class).including("batch").with("spring.batch.job.name=importJob").start()) {
			assertThat(Kept.in(app.context()).operations(OperationKind.TASK)).containsExactly("importJob 1");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@Import(NightlyImport.class)
	static class Schedule {

	}

	static class NightlyImport {

		final AtomicInteger runs = new AtomicInteger();

		final AtomicInteger queries = new AtomicInteger();

		final CountDownLatch released = new CountDownLatch(1);

		volatile boolean stopped;

		volatile boolean blocked;

		private final JdbcTemplate jdbc;

		private final Performance performance;

		NightlyImport(JdbcTemplate jdbc, Performance performance) {
			this.jdbc = jdbc;
			this.performance = performance;
		}

		@Scheduled(fixedDelay = 20)
		private void run() {
			this.runs.incrementAndGet();
			if (!this.stopped) {
				this.queries.incrementAndGet();
				try (Performance.Step step = this.performance.step("chunk")) {
					this.jdbc.queryForObject("select 1", Integer.class);
					step.items(10);
				}
				this.jdbc.queryForObject("select 1", Integer.class);
			}
			else {
				// Keeps the scheduler's one thread, so that what was counted stays
				this.blocked = true;
				try {
					this.released.await(20, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		}

		@Scheduled(fixedDelay = 20)
		void failing() {
			throw new IllegalStateException("no");
		}

	}

	@Configuration
	@Import({ Loader.class, Plain.class, Unproxied.class })
	static class Runners {

		static final List<String> ORDER = new CopyOnWriteArrayList<>();

		final List<String> order = ORDER;

		Runners() {
			ORDER.clear();
		}

		@Bean
		@Order(1)
		CommandLineRunner first(JdbcTemplate jdbc) {
			return (arguments) -> {
				jdbc.queryForObject("select 1", Integer.class);
				ORDER.add("first");
			};
		}

	}

	@Order(2)
	static class Loader implements ApplicationRunner {

		private final JdbcTemplate jdbc;

		private boolean loaded;

		Loader(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Override
		public void run(ApplicationArguments arguments) {
			this.jdbc.queryForObject("select 1", Integer.class);
			this.jdbc.queryForObject("select 1", Integer.class);
			this.loaded = true;
			Runners.ORDER.add("loader");
		}

		boolean loaded() {
			return this.loaded;
		}

	}

	/** Others read its field. */
	@Order(3)
	static class Unproxied implements ApplicationRunner {

		int count;

		@Override
		public void run(ApplicationArguments arguments) {
			this.count++;
			Runners.ORDER.add("unproxied");
		}

	}

	@Order(4)
	static class Plain implements CommandLineRunner {

		@Override
		public void run(String... arguments) {
			Runners.ORDER.add("plain");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingRunner {

		@Bean
		CommandLineRunner failing() {
			return (arguments) -> {
				throw new IllegalStateException("as ever");
			};
		}

	}

	@Configuration
	static class Jobs {

		static final List<String> HEARD = new CopyOnWriteArrayList<>();

		final List<String> heard = HEARD;

		Jobs() {
			HEARD.clear();
		}

		@Bean
		Job importJob(JobRepository repository, Step prepare, Step load) {
			return new JobBuilder("importJob", repository).listener(new JobExecutionListener() {

				@Override
				public void afterJob(org.springframework.batch.core.job.JobExecution execution) {
					HEARD.add(execution.getJobInstance().getJobName());
				}

			}).start(prepare).next(load).build();
		}

		@Bean
		Step prepare(JobRepository repository, JdbcTemplate jdbc) {
			return new StepBuilder("prepare", repository).tasklet((contribution, context) -> {
				jdbc.queryForObject("select 1", Integer.class);
				jdbc.queryForObject("select 1", Integer.class);
				jdbc.queryForObject("select 1", Integer.class);
				jdbc.queryForObject("select 1", Integer.class);
				return RepeatStatus.FINISHED;
			}).build();
		}

		@Bean
		Step load(JobRepository repository, JdbcTemplate jdbc, PlatformTransactionManager transactions) {
			return new StepBuilder("load", repository).<Integer, Integer>chunk(10)
				.reader(new ListItemReader<>(java.util.stream.IntStream.range(0, 25).boxed().toList()))
				.writer((chunk) -> jdbc.queryForObject("select 1", Integer.class))
				.build();
		}

		@Bean
		Job failingJob(JobRepository repository, Step divide) {
			return new JobBuilder("failingJob", repository).start(divide).build();
		}

		@Bean
		Step divide(JobRepository repository) {
			return new StepBuilder("divide", repository).tasklet((contribution, context) -> {
				throw new ArithmeticException("no");
			}).build();
		}

	}

}
