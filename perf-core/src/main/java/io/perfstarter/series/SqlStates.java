package io.perfstarter.series;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Failures since the start by SQL state; at most 100 states are told apart. Thread-safe.
 */
public final class SqlStates {

	private static final int MAX_STATES = 100;

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	/**
	 * Counts a failure.
	 * @param state its SQL state, where the driver told one
	 */
	public void count(@Nullable String state) {
		String key = (state != null && state.length() == 5) ? state : "(none)";
		LongAdder count = this.counts.get(key);
		if (count == null) {
			if (this.counts.size() >= MAX_STATES) {
				key = "(other)";
			}
			count = this.counts.computeIfAbsent(key, (created) -> new LongAdder());
		}
		count.increment();
	}

	/**
	 * Returns the counts.
	 * @return failures by SQL state, in the order of the states
	 */
	public Map<String, Long> counts() {
		Map<String, Long> result = new TreeMap<>();
		this.counts.forEach((state, count) -> result.put(state, count.sum()));
		return result;
	}

}
