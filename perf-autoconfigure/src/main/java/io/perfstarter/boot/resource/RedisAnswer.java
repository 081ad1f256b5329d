package io.perfstarter.boot.resource;

import java.util.List;
import java.util.Map;

import io.perfstarter.series.RedisState;
import org.jspecify.annotations.Nullable;

/**
 * What a Redis told.
 *
 * @param info what it tells of itself, by name; empty if it did not tell
 * @param slowLog its newest slow commands; {@code null} if it did not tell
 * @param reason why it did not tell something
 */
record RedisAnswer(Map<String, String> info, @Nullable List<RedisState.SlowCommand> slowLog, @Nullable String reason) {

	/**
	 * Returns a number that Redis told. Those of the nodes of a cluster add up.
	 * @param name its name
	 * @return the number, or -1 if it is not known
	 */
	double number(String name) {
		double sum = -1;
		for (Map.Entry<String, String> entry : this.info.entrySet()) {
			// A node's figures are called host:port.name
			if (entry.getKey().equals(name) || entry.getKey().endsWith("." + name)) {
				try {
					sum = Math.max(0, sum) + Long.parseLong(entry.getValue().trim());
				}
				catch (NumberFormatException ex) {
					return -1;
				}
			}
		}
		return sum;
	}

}
