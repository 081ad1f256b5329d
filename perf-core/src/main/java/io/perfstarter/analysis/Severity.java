package io.perfstarter.analysis;

/**
 * How much a finding matters. It begins at what its type is worth; a minute of lost time
 * an hour makes it one worse, ten minutes make it high.
 */
public enum Severity {

	/** To be looked at some day. */
	LOW,

	/** Grows with the data or takes noticeable time. */
	MEDIUM,

	/** Takes much time now. */
	HIGH;

	private static final double MINUTE_MILLIS = 60_000;

	/** Returns what it is with that much lost time in an hour. */
	Severity raised(double lostMillisPerHour) {
		if (lostMillisPerHour >= 10 * MINUTE_MILLIS) {
			return HIGH;
		}
		return (lostMillisPerHour >= MINUTE_MILLIS && this == LOW) ? MEDIUM
				: (lostMillisPerHour >= MINUTE_MILLIS) ? HIGH : this;
	}

}
