package io.perfstarter.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets at most 10 log lines a minute through for each key and counts those it holds back.
 * At most 1,000 keys are remembered, the least recently used forgotten. Thread-safe.
 */
public final class LogLimiter {

	/** Says that a line is not to be written. */
	public static final long HOLD_BACK = -1;

	private static final int LINES = 10;

	private static final long MINUTE_NANOS = 60_000_000_000L;

	private static final int MAX_KEYS = 1000;

	private final Map<String, Lines> byKey = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Lines> eldest) {
			return size() > MAX_KEYS;
		}

	};

	/**
	 * Asks to write a line.
	 * @param key what the line is about
	 * @param now the nano clock
	 * @return how many lines were held back since the last one, or {@link #HOLD_BACK}
	 */
	public long permit(String key, long now) {
		synchronized (this.byKey) {
			Lines lines = this.byKey.computeIfAbsent(key, (created) -> new Lines(now));
			if (now - lines.since >= MINUTE_NANOS) {
				lines.since = now;
				lines.written = 0;
			}
			if (lines.written == LINES) {
				lines.heldBack++;
				return HOLD_BACK;
			}
			lines.written++;
			long heldBack = lines.heldBack;
			lines.heldBack = 0;
			return heldBack;
		}
	}

	private static final class Lines {

		private long since;

		private int written;

		private long heldBack;

		Lines(long since) {
			this.since = since;
		}

	}

}
