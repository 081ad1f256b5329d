package io.perfstarter.boot.propagation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.DispatcherServlet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PropagationAutoConfiguration}.
 */
class PropagationAutoConfigurationTests {

	private static final Operation OPERATION = new Operation(OperationKind.HTTP, "GET /a");

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, PropagationAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

	private final WebApplicationContextRunner web = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, PropagationAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class));

	@Test
	void bootsExecutorsCarryExecutionsByDefault() {
		this.plain.withUserConfiguration(Scheduling.class).run((context) -> {
			assertThat(carries(context, "applicationTaskExecutor")).isTrue();
			assertThat(carries(context, "taskScheduler")).isTrue();
			assertThat(context).hasSingleBean(ExecutionAccessor.class);
		});
		this.web.run((context) -> assertThat(context).hasBean("performanceAsyncConfigurer"));
	}

	@Test
	void switchedOff() {
		this.plain.withUserConfiguration(Scheduling.class, Own.class)
			.withPropertyValues("performance.propagation.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ExecutionAccessor.class)
					.doesNotHaveBean(ExecutorPostProcessor.class)
					.doesNotHaveBean("performanceTaskDecorator");
				assertThat(carries(context, "ownExecutor")).isFalse();
				assertThat(carries(context, "taskScheduler")).isFalse();
			});
		this.plain.withPropertyValues("performance.monitoring.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(PropagationAutoConfiguration.class));
	}

	@Test
	void applicationsDecoratorIsTheOneThatIsInjected() {
		this.plain.withUserConfiguration(Own.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(TaskDecorator.class)).isSameAs(Own.DECORATOR);
			assertThat(carries(context, "ownExecutor")).isTrue();
			assertThat(context.getBean(Own.class).decorated).isPositive();
		});
	}

	@Test
	void beanOfTheSameNameWins() {
		TaskDecorator none = (task) -> task;
		this.plain.withBean("performanceTaskDecorator", TaskDecorator.class, () -> none)
			.run((context) -> assertThat(context.getBean(TaskDecorator.class)).isSameAs(none));
	}

	@Test
	void tasksThatAreComparedKeepTheirOrder() {
		this.plain.withUserConfiguration(Ordering.class).run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			for (String name : new String[] { "natural", "compared" }) {
				ThreadPoolTaskExecutor executor = context.getBean(name, ThreadPoolTaskExecutor.class);
				List<Integer> done = new CopyOnWriteArrayList<>();
				CountDownLatch go = new CountDownLatch(1);
				CountDownLatch all = new CountDownLatch(4);
				Execution execution = start(tracer);
				executor.execute(new Ordering.Task(0, () -> {
					go.await();
					all.countDown();
					return null;
				}));
				for (int order : new int[] { 3, 1, 2 }) {
					executor.execute(new Ordering.Task(order, () -> {
						done.add(order);
						all.countDown();
						return null;
					}));
				}
				go.countDown();
				assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
				tracer.end(execution);
				assertThat(done).as(name).containsExactly(1, 2, 3);
			}
		});
	}

	@Test
	void hooksOfAnExecutorStillSeeOutcomes() {
		this.plain.withUserConfiguration(Checking.class).run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			Execution execution = start(tracer);
			context.getBean("checking", AsyncTaskExecutor.class).submit(() -> {
				throw new IllegalStateException("seen");
			});
			Awaitility.await().until(() -> !context.getBean(Checking.class).outcomes.isEmpty());
			tracer.end(execution);
			assertThat(context.getBean(Checking.class).outcomes).containsExactly("seen");
		});
	}

	@Test
	void taskThatIsScheduledAgainAndAgainIsNobodysInTheEnd() {
		this.plain.withUserConfiguration(Scheduling.class).run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			TaskScheduler scheduler = context.getBean("taskScheduler", TaskScheduler.class);
			Semaphore go = new Semaphore(0);
			List<Optional<Execution>> seen = new CopyOnWriteArrayList<>();
			Execution execution = start(tracer);
			ScheduledFuture<?> future = scheduler.schedule(() -> {
				go.acquireUninterruptibly();
				go.release();
				seen.add(Optional.ofNullable(tracer.capture()));
			}, (trigger) -> Instant.now().plusMillis(1));
			tracer.end(execution);
			go.release();
			Awaitility.await().until(() -> seen.size() >= 3);
			future.cancel(true);
			assertThat(seen.get(0)).containsSame(execution);
			assertThat(seen.get(2)).isEmpty();
		});
	}

	@Test
	void requestsThatCouldNotBeginAreNotKept() {
		this.plain.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			AsyncRequests requests = new AsyncRequests(tracer, context.getBean(Guard.class));
			Execution runs = start(tracer);
			NativeWebRequest first = new ServletWebRequest(new MockHttpServletRequest());
			requests.beforeConcurrentHandling(first, () -> null);
			tracer.detach(runs);
			for (int i = 0; i < 5000; i++) {
				Execution execution = start(tracer);
				requests.beforeConcurrentHandling(new ServletWebRequest(new MockHttpServletRequest()), () -> null);
				tracer.end(execution);
			}
			assertThat(requests.waiting()).isLessThanOrEqualTo(1000);
			requests.preProcess(first, () -> null);
			assertThat(tracer.capture()).isSameAs(runs);
			requests.postProcess(first, () -> null, null);
			assertThat(tracer.capture()).isNull();
			tracer.end(runs);
		});
	}

	@Test
	void besideBootsOwnPropagation() {
		this.plain.withPropertyValues("spring.task.execution.propagate-context=true")
			.run((context) -> assertThat(carries(context, "applicationTaskExecutor")).isTrue());
	}

	@Test
	void worksOnVirtualThreads() {
		this.plain.withUserConfiguration(Scheduling.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(carries(context, "applicationTaskExecutor")).isTrue());
	}

	@Test
	void librariesMayBeAbsent() {
		this.plain.withClassLoader(new FilteredClassLoader("io.micrometer.context")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ExecutionAccessor.class);
			assertThat(carries(context, "applicationTaskExecutor")).isTrue();
		});
		this.web.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
			.run((context) -> assertThat(context).doesNotHaveBean("performanceAsyncConfigurer"));
	}

	@Test
	void nothingIsRegisteredAfterTheEnd() {
		int before = ContextRegistry.getInstance().getThreadLocalAccessors().size();
		this.plain
			.run((context) -> assertThat(ContextRegistry.getInstance().getThreadLocalAccessors()).hasSize(before + 1)
				.contains(context.getBean(ExecutionAccessor.class)));
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors()).hasSize(before);
		this.plain.withBean("breaks", Object.class, () -> {
			throw new IllegalStateException("breaks");
		}).run((context) -> assertThat(context).hasFailed());
		assertThat(ContextRegistry.getInstance().getThreadLocalAccessors()).hasSize(before);
	}

	@Test
	void applicationsInOneJvmDoNotMix() {
		this.plain.run((one) -> this.plain.run((other) -> {
			Tracer ones = one.getBean(Tracer.class);
			Tracer others = other.getBean(Tracer.class);
			Execution execution = start(ones);
			ContextSnapshot snapshot = ContextSnapshotFactory.builder().build().captureAll();
			ones.end(execution);
			Execution onOther = start(others);
			try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
				assertThat(ones.capture()).isSameAs(execution);
				assertThat(others.capture()).isSameAs(onOther);
			}
			assertThat(ones.capture()).isNull();
			others.end(onOther);
			assertThat(others.current()).isNull();
		}));
	}

	@Test
	void scopesNest() {
		this.plain.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			Execution first = start(tracer);
			ContextSnapshot ofFirst = ContextSnapshotFactory.builder().build().captureAll();
			tracer.detach(first);
			ContextSnapshot empty = ContextSnapshotFactory.builder().clearMissing(true).build().captureAll();
			Execution second = start(tracer);
			ContextSnapshot ofSecond = ContextSnapshotFactory.builder().build().captureAll();
			try (ContextSnapshot.Scope scope = ofFirst.setThreadLocals()) {
				assertThat(tracer.capture()).isSameAs(first);
				try (ContextSnapshot.Scope same = ofFirst.setThreadLocals()) {
					assertThat(tracer.capture()).isSameAs(first);
				}
				assertThat(tracer.capture()).isSameAs(first);
				try (ContextSnapshot.Scope back = ofSecond.setThreadLocals()) {
					assertThat(tracer.capture()).isSameAs(second);
				}
				assertThat(tracer.capture()).isSameAs(first);
				try (ContextSnapshot.Scope nothing = empty.setThreadLocals()) {
					assertThat(tracer.capture()).isSameAs(first);
				}
				assertThat(tracer.capture()).isSameAs(first);
			}
			assertThat(tracer.current()).isSameAs(second.track());
			tracer.end(second);
			tracer.end(first);
			assertThat(tracer.current()).isNull();
			assertThat(context.getBean(Guard.class).count()).isZero();
		});
	}

	private static Execution start(Tracer tracer) {
		Execution execution = tracer.start(OperationKind.HTTP);
		execution.operation(OPERATION);
		return execution;
	}

	private static boolean carries(BeanFactory context, String name) {
		AsyncTaskExecutor executor = context.getBean(name, AsyncTaskExecutor.class);
		Supplier<Tracer> tracers = context.getBeanProvider(Tracer.class)::getObject;
		Tracer tracer = tracers.get();
		Execution execution = start(tracer);
		try {
			return executor.submit(tracer::capture).get() == execution;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			tracer.end(execution);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	/** Looks after each task how it went. */
	@Configuration(proxyBeanMethods = false)
	static class Checking {

		private final List<String> outcomes = new CopyOnWriteArrayList<>();

		@Bean
		ThreadPoolTaskExecutor checking() {
			return new ThreadPoolTaskExecutor() {
				@Override
				protected void afterExecute(Runnable task, Throwable failure) {
					Checking.this.outcomes.add((task instanceof Future<?> future) ? outcome(future) : "not seen");
				}
			};
		}

		private static String outcome(Future<?> future) {
			try {
				return String.valueOf(future.get());
			}
			catch (ExecutionException | InterruptedException ex) {
				return ex.getCause().getMessage();
			}
		}

	}

	/** Executors that take the most urgent task first. */
	@Configuration(proxyBeanMethods = false)
	static class Ordering {

		@Bean
		ThreadPoolTaskExecutor natural() {
			return executor(new PriorityBlockingQueue<>());
		}

		@Bean
		ThreadPoolTaskExecutor compared() {
			return executor(new PriorityBlockingQueue<>(11, Comparator.comparingInt((task) -> ((Task) task).order())));
		}

		private static ThreadPoolTaskExecutor executor(BlockingQueue<Runnable> queue) {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor() {
				@Override
				protected BlockingQueue<Runnable> createQueue(int capacity) {
					return queue;
				}
			};
			executor.setCorePoolSize(1);
			return executor;
		}

		record Task(int order, Callable<?> work) implements Runnable, Comparable<Task> {

			@Override
			public void run() {
				try {
					this.work.call();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}

			@Override
			public int compareTo(Task other) {
				return Integer.compare(this.order, other.order);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		private static final TaskDecorator DECORATOR = (task) -> task;

		private int decorated;

		@Bean
		TaskDecorator applicationsDecorator() {
			return DECORATOR;
		}

		/** Asks for the one decorator there is. */
		@Bean
		ThreadPoolTaskExecutor ownExecutor(TaskDecorator decorator) {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setTaskDecorator((task) -> {
				this.decorated++;
				return decorator.decorate(task);
			});
			return executor;
		}

		@Bean(destroyMethod = "")
		ConcurrentTaskExecutor adapter() {
			return new ConcurrentTaskExecutor(Executors.newSingleThreadExecutor());
		}

	}

}
