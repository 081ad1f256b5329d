package io.perfstarter.boot.resource;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Watches the Redis of each connection factory, of at most 8. Makes no bean: what is lazy
 * stays lazy.
 */
final class RedisSampler implements ResourceSampler, AutoCloseable {

	/** The name of the threads, one for each Redis while it is asked. */
	static final String THREAD = "perf-redis";

	private static final int MAX_FACTORIES = 8;

	/** Whether Lettuce is there. */
	static final boolean LETTUCE = ClassUtils.isPresent("io.lettuce.core.RedisClient",
			RedisSampler.class.getClassLoader());

	private final ConfigurableListableBeanFactory beanFactory;

	private final Duration timeout;

	private final NanoClock clock;

	private final TimeGrid grid;

	private final Guard guard;

	private final Map<String, RedisWatch> watches = new LinkedHashMap<>();

	private final ExecutorService threads;

	RedisSampler(ConfigurableListableBeanFactory beanFactory, Duration timeout, NanoClock clock, TimeGrid grid,
			Guard guard) {
		this.beanFactory = beanFactory;
		this.timeout = timeout;
		this.clock = clock;
		this.grid = grid;
		this.guard = guard;
		this.threads = new ThreadPoolExecutor(0, MAX_FACTORIES, 15, TimeUnit.SECONDS, new SynchronousQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, THREAD);
					thread.setDaemon(true);
					return thread;
				});
	}

	@Override
	public synchronized void sample(ResourceStore store) {
		Beans.existing(this.beanFactory, RedisConnectionFactory.class).forEach((name, factory) -> {
			RedisWatch watch = this.watches.get(name);
			if (watch == null && this.watches.size() < MAX_FACTORIES) {
				watch = new RedisWatch(name, probe(factory), this.timeout, this.clock, this.grid);
				this.watches.put(name, watch);
			}
			if (watch != null) {
				watch.ask(store, this.threads);
			}
		});
	}

	private static RedisProbe probe(RedisConnectionFactory factory) {
		return (LETTUCE && Lettuce.isFactory(factory)) ? Lettuce.probe(factory) : new ConnectionProbe(factory);
	}

	@Override
	public synchronized void close() {
		this.threads.shutdownNow();
		this.watches.values().forEach((watch) -> {
			try {
				watch.close();
			}
			catch (RuntimeException ex) {
				this.guard.swallowed("resource", ex);
			}
		});
	}

	/** Apart, so that nothing of Lettuce is loaded where it is not. */
	private static final class Lettuce {

		static boolean isFactory(RedisConnectionFactory factory) {
			return factory instanceof LettuceConnectionFactory;
		}

		static RedisProbe probe(RedisConnectionFactory factory) {
			return new LettuceProbe((LettuceConnectionFactory) factory);
		}

	}

}
