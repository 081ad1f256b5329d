package io.perfstarter.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.perfstarter.series.RedisState;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceWindow;
import org.jspecify.annotations.Nullable;

/**
 * One Redis.
 *
 * @param name the bean name of its connection factory
 * @param at when it was asked last
 * @param up whether it answered
 * @param reason why it did not, or why something is not known of it
 * @param figures what it told last, without what is not known
 * @param slowLog the newest of the commands that it calls slow
 * @param points what it told, the oldest first
 */
public record RedisFigures(String name, Instant at, boolean up, @Nullable String reason, Map<String, Number> figures,
		@Nullable List<SlowCommand> slowLog, List<ResourcePoint> points) {

	static RedisFigures of(RedisState state, @Nullable ResourceWindow window) {
		return new RedisFigures(state.name(), state.at(), state.up(), state.reason(),
				(window != null && state.up()) ? ResourceFigures.figures(ResourceKind.REDIS, window::value) : Map.of(),
				slowLog(state), (window != null) ? ResourceFigures.points(window) : List.of());
	}

	private static @Nullable List<SlowCommand> slowLog(RedisState state) {
		List<RedisState.SlowCommand> slowLog = state.slowLog();
		if (slowLog == null) {
			return null;
		}
		return slowLog.stream()
			.map((each) -> new SlowCommand(each.at(), Units.millis(each.duration().toNanos()), each.command()))
			.toList();
	}

	/**
	 * A command that Redis calls slow, without its arguments.
	 *
	 * @param at when it ran
	 * @param durationMs how long
	 * @param command its name
	 */
	public record SlowCommand(Instant at, double durationMs, String command) {

	}

}
