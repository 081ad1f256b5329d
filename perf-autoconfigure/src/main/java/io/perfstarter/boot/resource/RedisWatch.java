package io.perfstarter.boot.resource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.perfstarter.series.RedisState;
import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.NanoClock;

/**
 * Watches one Redis. It is asked on a thread of its own, which nobody waits for; without
 * an answer in time it is down, and is asked again after a minute at the earliest, and
 * not before the thread is back.
 */
final class RedisWatch {

	private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

	private final String name;

	private final RedisProbe probe;

	private final Duration timeout;

	private final NanoClock clock;

	private final TimeGrid grid;

	private final AtomicBoolean asking = new AtomicBoolean();

	private volatile boolean down;

	private volatile long downSince;

	RedisWatch(String name, RedisProbe probe, Duration timeout, NanoClock clock, TimeGrid grid) {
		this.name = name;
		this.probe = probe;
		this.timeout = timeout;
		this.clock = clock;
		this.grid = grid;
	}

	/** Asks, if it is time to; never waits. */
	void ask(ResourceStore store, ExecutorService threads) {
		long now = this.clock.nanoTime();
		if ((this.down && now - this.downSince < PAUSE_NANOS) || !this.asking.compareAndSet(false, true)) {
			return;
		}
		CompletableFuture<RedisAnswer> answer = new CompletableFuture<>();
		try {
			Future<?> task = threads.submit(() -> answer(answer));
			answer.orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((told, failure) -> {
				if (failure instanceof java.util.concurrent.TimeoutException) {
					task.cancel(this.probe.isInterruptible());
					down(store, now, "no answer within " + this.timeout.toMillis() + " ms");
				}
				else if (failure != null) {
					down(store, now, RedisText.reason(failure));
				}
				else {
					up(store, now, told);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			this.asking.set(false);
		}
	}

	private void answer(CompletableFuture<RedisAnswer> answer) {
		try {
			answer.complete(ask());
		}
		catch (RuntimeException | LinkageError ex) {
			answer.completeExceptionally(ex);
		}
	}

	private RedisAnswer ask() {
		try {
			return this.probe.ask(this.timeout);
		}
		finally {
			// Before anybody knows the answer
			this.asking.set(false);
		}
	}

	private void down(ResourceStore store, long now, String reason) {
		this.downSince = now;
		this.down = true;
		store.redis(new RedisState(this.name, this.grid.instant(now), false, reason, null));
	}

	private void up(ResourceStore store, long now, RedisAnswer told) {
		this.down = false;
		store.add(new ResourceSample(ResourceKind.REDIS, this.name, null)
			.set(ResourceFigure.REDIS_MEMORY, told.number("used_memory"))
			.set(ResourceFigure.REDIS_CLIENTS, told.number("connected_clients"))
			.set(ResourceFigure.REDIS_HITS, told.number("keyspace_hits"))
			.set(ResourceFigure.REDIS_MISSES, told.number("keyspace_misses")));
		store.redis(new RedisState(this.name, this.grid.instant(now), true, told.reason(), told.slowLog()));
	}

	void close() {
		this.probe.close();
	}

}
