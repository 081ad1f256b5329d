package io.perfstarter.series;

/**
 * The caps of a {@link SeriesStore}.
 *
 * @param operations how many operations are told apart
 * @param statements how many statements are told apart
 * @param traceBytes how much memory the executions that are kept whole may take, in bytes
 */
public record StoreLimits(int operations, int statements, long traceBytes) {

	/** 500 operations, 2,000 statements and 8 MB of traces. */
	public static final StoreLimits DEFAULTS = new StoreLimits(500, 2000, 8 << 20);

}
