package io.perfstarter.boot.resource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;

/**
 * Asks with a connection of the application's factory, whatever the driver. Its own
 * time-outs hold.
 */
final class ConnectionProbe implements RedisProbe {

	private final RedisConnectionFactory factory;

	ConnectionProbe(RedisConnectionFactory factory) {
		this.factory = factory;
	}

	@Override
	public RedisAnswer ask(Duration timeout) {
		try (RedisConnection connection = this.factory.getConnection()) {
			return RedisQuestions.ask(() -> info(connection.serverCommands().info()), () -> slowLog(connection));
		}
	}

	private static @Nullable Object slowLog(RedisConnection connection) {
		byte[][] arguments = { bytes("GET"), bytes(String.valueOf(RedisText.SLOW_COMMANDS)) };
		return (RedisSampler.LETTUCE && Lettuce.isConnection(connection)) ? Lettuce.slowLog(connection, arguments)
				: connection.execute("SLOWLOG", arguments);
	}

	private static Map<String, String> info(@Nullable Properties properties) {
		Map<String, String> info = new LinkedHashMap<>();
		if (properties != null) {
			properties.stringPropertyNames().forEach((name) -> info.put(name, properties.getProperty(name)));
		}
		return info;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/** It has to be told the shape of an answer that it does not know. */
	private static final class Lettuce {

		static boolean isConnection(RedisConnection connection) {
			return connection instanceof LettuceConnection;
		}

		static @Nullable Object slowLog(RedisConnection connection, byte[][] arguments) {
			return ((LettuceConnection) connection).execute("SLOWLOG", new NestedMultiOutput<>(ByteArrayCodec.INSTANCE),
					arguments);
		}

	}

}
