package io.perfstarter.boot.resource;

import java.time.Duration;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Asks with a connection of its own, made by the client that the application's factory
 * has. Its time-out is its own, and nobody waits for the lock that the factory holds
 * while it connects. A cluster is asked as any other driver is.
 */
final class LettuceProbe implements RedisProbe {

	private final LettuceConnectionFactory factory;

	private final RedisProbe other;

	private @Nullable AbstractRedisClient client;

	private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;

	LettuceProbe(LettuceConnectionFactory factory) {
		this.factory = factory;
		this.other = new ConnectionProbe(factory);
	}

	@Override
	public RedisAnswer ask(Duration timeout) {
		AbstractRedisClient client = this.factory.getNativeClient();
		if (client == null) {
			throw new IllegalStateException("The connection factory is stopped");
		}
		if (!(client instanceof RedisClient single)) {
			return this.other.ask(timeout);
		}
		StatefulRedisConnection<byte[], byte[]> connection;
		try {
			connection = connection(single);
		}
		catch (IllegalStateException ex) {
			// A client that was told no address, as for a static set of replicas
			return this.other.ask(timeout);
		}
		connection.setTimeout(timeout);
		try {
			return RedisQuestions.ask(() -> RedisText.info(connection.sync().info()),
					() -> connection.sync().slowlogGet(RedisText.SLOW_COMMANDS));
		}
		catch (RuntimeException ex) {
			// Or it would try to connect again and again
			close();
			throw ex;
		}
	}

	/**
	 * A connection whose making was interrupted would be made all the same, and nobody
	 * would have it to close it. Its client limits how long that takes; once it is there
	 * it serves the next question.
	 */
	@Override
	public boolean isInterruptible() {
		return !(this.factory.getNativeClient() instanceof RedisClient);
	}

	private StatefulRedisConnection<byte[], byte[]> connection(RedisClient client) {
		StatefulRedisConnection<byte[], byte[]> connection = this.connection;
		if (connection == null || this.client != client || !connection.isOpen()) {
			close();
			connection = client.connect(ByteArrayCodec.INSTANCE);
			this.client = client;
			this.connection = connection;
		}
		return connection;
	}

	@Override
	public void close() {
		StatefulRedisConnection<byte[], byte[]> connection = this.connection;
		if (connection != null) {
			this.connection = null;
			connection.closeAsync();
		}
	}

}
