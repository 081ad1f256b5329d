package io.perfstarter.boot.log;

/**
 * What the performance log says of one request. Made on the request thread, so it holds
 * plain values only; turning them into text is left to the thread that writes.
 *
 * @param epochMillis when the request ended, in milliseconds since the epoch
 * @param route the route template of the request; it may hold any characters
 * @param durationNanos how long the request took
 * @param queries how many queries it ran
 * @param databaseNanos time it spent in the database
 * @param renderNanos time it spent rendering, 0 where nothing was rendered
 */
record PerformanceLine(long epochMillis, String route, long durationNanos, int queries, long databaseNanos,
		long renderNanos) {

}
