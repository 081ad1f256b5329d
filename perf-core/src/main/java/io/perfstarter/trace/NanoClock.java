package io.perfstarter.trace;

/**
 * A monotonic clock, so that tests can move time. Only differences between its readings
 * mean something.
 */
@FunctionalInterface
public interface NanoClock {

	/** The clock of the running JVM. */
	NanoClock SYSTEM = System::nanoTime;

	/**
	 * Returns the current reading.
	 * @return nanoseconds from an arbitrary origin, never going back
	 */
	long nanoTime();

}
