package io.perfstarter.boot.resource;

import java.time.Duration;

/**
 * Asks one Redis. Used by one thread at a time.
 */
interface RedisProbe extends AutoCloseable {

	/**
	 * Asks.
	 * @param timeout how long a command may take
	 * @return what it told
	 * @throws RuntimeException if it did not answer
	 */
	RedisAnswer ask(Duration timeout);

	/**
	 * Whether a question may be broken off by an interrupt. Else it has to end by itself.
	 * @return whether the thread that asks is interrupted when it takes too long
	 */
	default boolean isInterruptible() {
		return true;
	}

	/** Gives up what is kept from one time to the next. */
	@Override
	default void close() {
	}

}
