package io.perfstarter.boot.propagation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * All the ways in which a request can have other threads work for it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAsync
@Import({ OtherThreadsApp.Work.class, OtherThreadsApp.Answers.class })
class OtherThreadsApp {

	/** Lets work go on that outlives its request. */
	static final Semaphore GO = new Semaphore(0);

	/** Says that it is done. */
	static final Semaphore DONE = new Semaphore(0);

	/** Tasks that the application's own decorators saw. */
	static final AtomicInteger DECORATED = new AtomicInteger();

	private static final TaskDecorator OWN = (task) -> () -> {
		DECORATED.incrementAndGet();
		task.run();
	};

	/** Boot composes it with ours. */
	@Bean
	TaskDecorator applicationsDecorator() {
		return OWN;
	}

	/** As Boot's would be if there were no other. */
	@Bean({ "applicationTaskExecutor", "taskExecutor" })
	ThreadPoolTaskExecutor applicationTaskExecutor(
			org.springframework.boot.task.ThreadPoolTaskExecutorBuilder builder) {
		return builder.corePoolSize(4).build();
	}

	@Bean
	ThreadPoolTaskExecutor single() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(1);
		executor.setTaskDecorator(OWN);
		// Initialized before any post-processor sees it.
		executor.initialize();
		return executor;
	}

	@Bean
	ThreadPoolTaskExecutor callerRuns() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(1);
		executor.setMaxPoolSize(1);
		executor.setQueueCapacity(0);
		executor.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
		return executor;
	}

	@Bean
	SimpleAsyncTaskExecutor simple() {
		return new SimpleAsyncTaskExecutor("simple-");
	}

	@Bean
	ConcurrentTaskExecutor concurrent() {
		ConcurrentTaskExecutor executor = new ConcurrentTaskExecutor(Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		}));
		executor.setTaskDecorator(OWN);
		return executor;
	}

	@Bean
	ThreadPoolTaskScheduler scheduler() {
		return new ThreadPoolTaskScheduler();
	}

	/** What runs on other threads. */
	static class Work {

		private final JdbcTemplate jdbc;

		private final TransactionTemplate transaction;

		Work(JdbcTemplate jdbc, TransactionTemplate transaction) {
			this.jdbc = jdbc;
			this.transaction = transaction;
		}

		void query(int times) {
			for (int i = 0; i < times; i++) {
				this.jdbc.queryForList("select x from system_range(1, 3)");
			}
		}

		void transaction(int times) {
			this.transaction.executeWithoutResult((status) -> query(times));
		}

		@Async
		CompletableFuture<String> later(int times) {
			query(times);
			return CompletableFuture.completedFuture("later");
		}

		@Async
		CompletableFuture<String> fails(int times) {
			query(times);
			throw new IllegalStateException("async");
		}

		@Async("single")
		void outlives(int times) {
			query(1);
			GO.acquireUninterruptibly();
			transaction(times);
			DONE.release();
		}

	}

	@RestController
	static class Answers {

		private final Work work;

		private final Map<String, AsyncTaskExecutor> executors;

		private final AsyncTaskExecutor executor;

		private ContextSnapshot first;

		Answers(Work work, Map<String, AsyncTaskExecutor> executors) {
			this.work = work;
			this.executors = executors;
			this.executor = executors.get("applicationTaskExecutor");
		}

		@GetMapping("/async/{tasks}/{times}")
		String async(@PathVariable int tasks, @PathVariable int times) {
			List<CompletableFuture<String>> futures = new ArrayList<>();
			for (int i = 0; i < tasks; i++) {
				futures.add(this.work.later(times));
			}
			this.work.query(1);
			futures.forEach(CompletableFuture::join);
			return "done";
		}

		@GetMapping("/async-fails")
		String asyncFails() {
			return this.work.fails(2).handle((value, failure) -> failure.getMessage()).join();
		}

		@GetMapping("/supply")
		String supply() {
			return CompletableFuture.supplyAsync(() -> {
				this.work.transaction(2);
				return "supplied";
			}, this.executor).thenCombineAsync(CompletableFuture.supplyAsync(() -> {
				this.work.query(3);
				return "both";
			}, this.executor), (one, other) -> {
				this.work.query(1);
				return one + other;
			}, this.executor).join();
		}

		@GetMapping("/on/{name}")
		String on(@PathVariable String name) throws Exception {
			AsyncTaskExecutor executor = this.executors.get(name);
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				futures.add(executor.submit(() -> this.work.query(2)));
			}
			for (Future<?> future : futures) {
				future.get();
			}
			return name;
		}

		@GetMapping("/nested")
		String nested() {
			return CompletableFuture.supplyAsync(() -> {
				this.work.query(1);
				return this.work.later(2).join();
			}, this.executor).join();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			this.work.query(1);
			return () -> {
				this.work.query(2);
				return "called";
			};
		}

		/** On an executor that nobody decorates. */
		@GetMapping("/callable-elsewhere")
		WebAsyncTask<String> callableElsewhere() {
			return new WebAsyncTask<>(null, new SimpleAsyncTaskExecutor(), () -> {
				this.work.query(2);
				return "called";
			});
		}

		@GetMapping("/callable-fails")
		Callable<String> callableFails() {
			return () -> {
				this.work.transaction(2);
				throw new IllegalStateException("callable");
			};
		}

		@GetMapping("/callable-too-late")
		WebAsyncTask<String> callableTooLate() {
			return new WebAsyncTask<>(50, () -> {
				GO.acquireUninterruptibly();
				this.work.query(2);
				DONE.release();
				return "too late";
			});
		}

		@GetMapping("/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			this.executor.execute(() -> {
				this.work.query(2);
				result.setResult("deferred");
			});
			return result;
		}

		@GetMapping("/future")
		CompletableFuture<String> future() {
			return this.work.later(3);
		}

		@GetMapping("/streaming")
		StreamingResponseBody streaming() {
			return (out) -> {
				this.work.query(2);
				out.write("first".getBytes());
				out.flush();
				this.work.query(1);
				out.write("second".getBytes());
			};
		}

		@GetMapping("/sse")
		SseEmitter sse() {
			SseEmitter emitter = new SseEmitter();
			this.executor.execute(() -> {
				try {
					this.work.query(2);
					emitter.send("one");
					this.work.query(1);
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/snapshot")
		String snapshot() throws Exception {
			Runnable task = ContextSnapshotFactory.builder().build().captureAll().wrap(() -> this.work.query(2));
			Thread thread = new Thread(task);
			thread.start();
			thread.join();
			// On its own thread it changes nothing
			task.run();
			return "snapshot";
		}

		@GetMapping("/reactor")
		String reactor() {
			return Mono.fromCallable(() -> {
				this.work.query(2);
				return "reactor";
			}).subscribeOn(Schedulers.boundedElastic()).contextCapture().block();
		}

		@GetMapping("/outlives")
		String outlives() {
			this.work.outlives(2);
			return "gone";
		}

		@GetMapping("/periodic")
		String periodic() {
			ThreadPoolTaskScheduler scheduler = (ThreadPoolTaskScheduler) this.executors.get("scheduler");
			CompletableFuture<Void> twice = new CompletableFuture<>();
			AtomicInteger runs = new AtomicInteger();
			scheduler.scheduleAtFixedRate(() -> {
				this.work.query(1);
				if (runs.incrementAndGet() == 2) {
					twice.complete(null);
					throw new IllegalStateException("enough");
				}
			}, java.time.Duration.ofMillis(1));
			twice.join();
			return "periodic";
		}

		/** Forgets to close a scope on the server's thread. */
		@GetMapping("/leaves-behind")
		@SuppressWarnings("MustBeClosedChecker")
		String leavesBehind() {
			ContextSnapshot first = this.first;
			if (first == null) {
				this.first = ContextSnapshotFactory.builder().build().captureAll();
			}
			else {
				first.setThreadLocals();
			}
			return "left";
		}

		@GetMapping("/plain")
		String plain() {
			this.work.query(1);
			return "plain";
		}

	}

}
