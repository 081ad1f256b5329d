package io.perfstarter.boot.resource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

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
			return RedisQuestions.ask(() -> info(connection.serverCommands().info()),
					() -> connection.execute("SLOWLOG", bytes("GET"),
							bytes(String.valueOf(RedisText.SLOW_COMMANDS))));
		}
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

}
