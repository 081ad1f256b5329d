package io.perfstarter.series;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a Redis beside its figures.
 *
 * @param name the bean name of its connection factory
 * @param at when it was asked
 * @param up whether it answered
 * @param reason why it did not, or why something is not known of it
 * @param slowLog the newest of the commands that it calls slow; {@code null} if it did
 * not tell
 */
public record RedisState(String name, Instant at, boolean up, @Nullable String reason,
		@Nullable List<SlowCommand> slowLog) {

	/**
	 * A command that Redis calls slow, without its arguments.
	 *
	 * @param at when it ran
	 * @param duration how long
	 * @param command its name
	 */
	public record SlowCommand(Instant at, Duration duration, String command) {

	}

}
