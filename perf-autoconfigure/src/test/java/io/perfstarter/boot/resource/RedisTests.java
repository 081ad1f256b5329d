package io.perfstarter.boot.resource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.CommandType;
import io.perfstarter.analysis.RedisFigures;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.fixtures.RealRedis;
import io.perfstarter.series.ResourceStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Redis: as it should be, killed, silent, and closed to who asks.
 */
@Timeout(90)
class RedisTests {

	private final MovableClock clock = new MovableClock();

	private static LettuceConnectionFactory factory(String host, int port) {
		return new LettuceConnectionFactory(new RedisStandaloneConfiguration(host, port));
	}

	private static LettuceConnectionFactory shared() {
		return factory(RealRedis.shared().host(), RealRedis.shared().port());
	}

	/** A driver of which nothing is known but Spring's interface. */
	private static RedisConnectionFactory anyDriver(LettuceConnectionFactory factory) {
		factory.afterPropertiesSet();
		factory.start();
		return (RedisConnectionFactory) Proxy.newProxyInstance(RedisTests.class.getClassLoader(),
				new Class<?>[] { RedisConnectionFactory.class }, (proxy, method, arguments) -> {
					try {
						return method.invoke(factory, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

	private ApplicationContextRunner runner(String name, RedisConnectionFactory factory) {
		return Resources.runner(this.clock)
			.withPropertyValues("performance.resource.redis.timeout=10s")
			.withBean(name, RedisConnectionFactory.class, () -> factory);
	}

	/** Asks once more and waits until the answer is there, or that there is none. */
	private static RedisFigures ask(BeanFactory context, String name, Predicate<RedisFigures> awaited) {
		Resources.read(context);
		return await(context, name, awaited);
	}

	private static RedisFigures await(BeanFactory context, String name, Predicate<RedisFigures> awaited) {
		return Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(30))
			.until(() -> redis(context, name), (redis) -> redis != null && awaited.test(redis));
	}

	private static RedisFigures redis(BeanFactory context, String name) {
		return Resources.report(context)
			.redis()
			.stream()
			.filter((redis) -> redis.name().equals(name))
			.findFirst()
			.orElse(null);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static long longValue(RedisFigures redis, String figure) {
		return redis.figures().get(figure).longValue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void figuresAreThoseOfRedis(boolean lettuce) {
		LettuceConnectionFactory direct = shared();
		runner("redis", lettuce ? direct : anyDriver(direct)).run((context) -> {
			RedisFigures before = ask(context, "redis", RedisFigures::up);
			assertThat(before.reason()).isNull();
			try (RedisConnection connection = direct.getConnection()) {
				connection.stringCommands().set(bytes("key"), bytes("value"));
				for (int i = 0; i < 7; i++) {
					connection.stringCommands().get(bytes("key"));
				}
				for (int i = 0; i < 3; i++) {
					connection.stringCommands().get(bytes("none"));
				}
				RedisFigures after = ask(context, "redis", (redis) -> redis.up() && redis.points().size() == 2);
				assertThat(longValue(after, "keyspaceHits") - longValue(before, "keyspaceHits")).isEqualTo(7);
				assertThat(longValue(after, "keyspaceMisses") - longValue(before, "keyspaceMisses")).isEqualTo(3);
				assertThat(longValue(after, "clients")).isEqualTo(
						Long.parseLong(connection.serverCommands().info("clients").getProperty("connected_clients")));
				assertThat((double) longValue(after, "usedMemoryBytes")).isCloseTo(
						Double.parseDouble(connection.serverCommands().info("memory").getProperty("used_memory")),
						org.assertj.core.api.Assertions.withinPercentage(20));
				assertThat(after.points()).hasSize(2);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void slowCommandsAreShownWithoutTheirArguments(boolean lettuce) {
		LettuceConnectionFactory direct = shared();
		runner("redis", lettuce ? direct : anyDriver(direct)).run((context) -> {
			direct.afterPropertiesSet();
			direct.start();
			try (RedisConnection connection = direct.getConnection()) {
				String before = connection.serverCommands()
					.getConfig("slowlog-log-slower-than")
					.getProperty("slowlog-log-slower-than");
				connection.serverCommands().setConfig("slowlog-log-slower-than", "0");
				for (int i = 0; i < 12; i++) {
					connection.stringCommands().set(bytes("secret-key"), bytes("secret-value"));
				}
				connection.serverCommands().setConfig("slowlog-log-slower-than", before);
				RedisFigures redis = ask(context, "redis", RedisFigures::up);
				assertThat(redis.slowLog()).hasSize(10).extracting("command").contains("SET");
				assertThat(redis.slowLog().get(0).command()).isIn("CONFIG", "SET");
				assertThat(redis.slowLog()).allSatisfy((command) -> {
					assertThat(command.durationMs()).isBetween(0.0, 10_000.0);
					assertThat(Duration.between(command.at(), java.time.Instant.now()))
						.isLessThan(Duration.ofMinutes(5));
				});
				assertThat(redis.toString()).doesNotContain("secret");
			}
		});
	}

	@Test
	void killedInTheMiddleAndBackAgain() {
		RealRedis own = RealRedis.own();
		try (TcpDoor door = new TcpDoor(own.host(), own.port())) {
			runner("redis", factory("localhost", door.port())).run((context) -> {
				assertThat(ask(context, "redis", RedisFigures::up).figures()).containsKey("usedMemoryBytes");
				own.stop();
				RedisFigures down = ask(context, "redis", (redis) -> !redis.up());
				assertThat(down.reason()).isNotBlank();
				assertThat(down.figures()).isEmpty();
				assertThat(down.slowLog()).isNull();
				assertThat(down.points()).hasSize(1);
				door.leadsTo(RealRedis.shared().host(), RealRedis.shared().port());
				int connections = door.connections();
				for (int i = 0; i < 5; i++) {
					Resources.read(context);
				}
				// Not asked again within a minute
				assertThat(door.connections()).isEqualTo(connections);
				assertThat(redis(context, "redis").up()).isFalse();
				this.clock.advance(Duration.ofSeconds(10));
				assertThat(ask(context, "redis", RedisFigures::up).figures()).containsKey("usedMemoryBytes");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void silentRedisCostsOneTimeOutAMinuteAndNobodyWaits(boolean lettuce) {
		try (TcpDoor silent = TcpDoor.silent()) {
			LettuceConnectionFactory silentFactory = new LettuceConnectionFactory(
					new RedisStandaloneConfiguration("localhost", silent.port()),
					LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(20)).build());
			runner("silent", lettuce ? silentFactory : anyDriver(silentFactory))
				.withBean("good", RedisConnectionFactory.class, RedisTests::shared)
				.withPropertyValues("performance.resource.redis.timeout=2s")
				.run((context) -> {
					long start = System.nanoTime();
					Resources.read(context);
					long waited = System.nanoTime() - start;
					assertThat(await(context, "silent", (redis) -> !redis.up()).reason())
						.isEqualTo("no answer within 2000 ms");
					assertThat(await(context, "good", RedisFigures::up).figures()).containsKey("clients");
					assertThat(waited).isLessThan(Duration.ofSeconds(2).toNanos());
					int connections = silent.connections();
					for (int i = 0; i < 5; i++) {
						assertThat(ask(context, "good", RedisFigures::up).points()).isNotEmpty();
					}
					assertThat(silent.connections()).isEqualTo(connections);
					assertThat(silentFactory.getTimeout()).isEqualTo(20_000);
				});
		}
	}

	@Test
	void silentInTheMiddleAndBackAgain() {
		try (TcpDoor door = new TcpDoor(RealRedis.shared().host(), RealRedis.shared().port())) {
			runner("redis", factory("localhost", door.port()))
				.withPropertyValues("performance.resource.redis.timeout=2s")
				.run((context) -> {
					ask(context, "redis", RedisFigures::up);
					door.mute(true);
					assertThat(ask(context, "redis", (each) -> !each.up()).reason()).isNotBlank();
					door.mute(false);
					// The thread comes back soon, whatever the application's own time-out
					Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> {
						this.clock.advance(Duration.ofMinutes(1));
						Resources.read(context);
						return redis(context, "redis").up();
					});
				});
		}
	}

	/**
	 * One that was given up while it was made would stay open, and nobody would have it.
	 */
	@Test
	void connectionThatComesTooLateIsUsedLater() {
		CountDownLatch opening = new CountDownLatch(1);
		try (TcpDoor door = new TcpDoor(RealRedis.shared().host(), RealRedis.shared().port())) {
			door.opensWith(opening);
			runner("redis", factory("localhost", door.port()))
				.withPropertyValues("performance.resource.redis.timeout=300ms")
				.run((context) -> {
					assertThat(ask(context, "redis", (each) -> !each.up()).reason())
						.isEqualTo("no answer within 300 ms");
					opening.countDown();
					Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> {
						this.clock.advance(Duration.ofMinutes(1));
						Resources.read(context);
						return redis(context, "redis").up();
					});
					assertThat(door.connections()).isOne();
				});
		}
	}

	@Test
	void clientWithoutAnAddressIsAskedThroughItsFactory() {
		LettuceConnectionFactory replicas = new LettuceConnectionFactory(
				new RedisStaticMasterReplicaConfiguration(RealRedis.shared().host(), RealRedis.shared().port()));
		runner("redis", replicas).run((context) -> {
			RedisFigures redis = ask(context, "redis", (each) -> true);
			assertThat(redis.up()).as(redis.reason()).isTrue();
			assertThat(redis.figures()).containsKey("usedMemoryBytes");
		});
	}

	@Test
	void nobodyListens() throws Exception {
		int port;
		try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		runner("redis", factory("localhost", port)).run((context) -> {
			RedisFigures redis = ask(context, "redis", (each) -> !each.up());
			assertThat(redis.reason()).containsIgnoringCase("connection refused");
			assertThat(redis.figures()).isEmpty();
			assertThat(redis.slowLog()).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatTheUserMayNotAskIsUnknown(boolean lettuce) {
		try (StatefulRedisConnection<String, String> admin = ((RedisClient) started(shared()).getRequiredNativeClient())
			.connect()) {
			admin.sync()
				.aclSetuser("app",
						AclSetuserArgs.Builder.on()
							.addPassword("pass")
							.allKeys()
							.allCommands()
							.removeCommand(CommandType.INFO)
							.removeCommand(CommandType.SLOWLOG));
			RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration(RealRedis.shared().host(),
					RealRedis.shared().port());
			configuration.setUsername("app");
			configuration.setPassword("pass");
			LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration);
			runner("redis", lettuce ? factory : anyDriver(factory)).run((context) -> {
				RedisFigures redis = ask(context, "redis", (each) -> true);
				assertThat(redis.up()).isTrue();
				assertThat(redis.reason()).contains("INFO: NOPERM", "SLOWLOG: NOPERM").doesNotContain("pass");
				assertThat(redis.figures()).isEmpty();
				assertThat(redis.slowLog()).isNull();
			});
			admin.sync().aclDeluser("app");
		}
	}

	@Test
	void wrongPasswordIsDown() {
		RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration(RealRedis.shared().host(),
				RealRedis.shared().port());
		configuration.setUsername("nobody");
		configuration.setPassword("hunter2");
		runner("redis", new LettuceConnectionFactory(configuration)).run((context) -> {
			RedisFigures redis = ask(context, "redis", (each) -> true);
			assertThat(redis.up()).isFalse();
			assertThat(redis.reason()).contains("WRONGPASS").doesNotContain("hunter2");
		});
	}

	@Test
	void lazyFactoryIsNotMade() {
		Resources.runner(this.clock).withBean(RedisConnectionFactory.class, () -> {
			throw new AssertionError("It was made");
		}, (definition) -> definition.setLazyInit(true)).run((context) -> {
			Resources.read(context);
			assertThat(Resources.report(context).redis()).isEmpty();
		});
	}

	@Test
	void switchedOff() {
		runner("redis", shared()).withPropertyValues("performance.resource.redis.enabled=false").run((context) -> {
			Resources.read(context);
			assertThat(Resources.report(context).redis()).isEmpty();
			assertThat(context).doesNotHaveBean(RedisSampler.class);
		});
	}

	@Test
	void withoutTheLibraries() {
		Resources.runner(this.clock)
			.withClassLoader(new FilteredClassLoader(RedisConnectionFactory.class, RedisClient.class))
			.run((context) -> {
				Resources.read(context);
				assertThat(context).hasSingleBean(ResourceStore.class).doesNotHaveBean(RedisSampler.class);
			});
	}

	@Test
	void threadsEndWithTheContext() {
		runner("redis", shared()).run((context) -> {
			ask(context, "redis", RedisFigures::up);
			assertThat(threads()).isNotEmpty();
		});
		Awaitility.await().pollDelay(Duration.ZERO).until(() -> threads().isEmpty());
	}

	@Test
	void numbersOfAClusterAddUp() {
		RedisAnswer cluster = new RedisAnswer(
				java.util.Map.of("127.0.0.1:7000.used_memory", "100", "127.0.0.1:7001.used_memory", "23",
						"127.0.0.1:7000.used_memory_peak", "900", "127.0.0.1:7000.keyspace_hits", "many"),
				List.of(), null);
		assertThat(cluster.number("used_memory")).isEqualTo(123);
		assertThat(cluster.number("keyspace_hits")).isEqualTo(-1);
		assertThat(cluster.number("connected_clients")).isEqualTo(-1);
	}

	@Test
	void answersThatAreNotUnderstood() {
		assertThat(RedisText.slowLog("OK")).isNull();
		assertThat(RedisText.slowLog(null)).isNull();
		assertThat(RedisText.slowLog(List.of("x", List.of(1L), List.of(1L, 2L, 3L, List.of())))).isEmpty();
		assertThat(RedisText.slowLog(List.of(List.of(1L, 2L, 3L, List.of(bytes("my secret"), bytes("x"))))))
			.extracting("command")
			.containsExactly("(other)");
		assertThat(RedisText.info("# Memory\r\nused_memory:12\r\n:\r\nnonsense\r\n")).hasSize(1)
			.containsEntry("used_memory", "12");
		assertThat(RedisText.info(null)).isEmpty();
	}

	private static LettuceConnectionFactory started(LettuceConnectionFactory factory) {
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(RedisSampler.THREAD))
			.toList();
	}

}
