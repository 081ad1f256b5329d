package io.perfstarter.trace;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge at which whatever fails inside the instrumentation stops, so that it never
 * reaches the application. Failures are counted; the first is logged at WARN, later ones
 * at DEBUG. Thread-safe.
 */
public final class Guard {

	private static final Logger logger = LoggerFactory.getLogger(Guard.class);

	private final AtomicLong count = new AtomicLong();

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Takes a failure out of the application's way. Never throws.
	 * @param where the collector that failed, such as {@code request}
	 * @param failure what it threw
	 */
	public void swallowed(String where, Throwable failure) {
		this.count.incrementAndGet();
		try {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn(
						"Measuring failed in '{}' and was skipped; the application is not affected. "
								+ "Further failures are logged at DEBUG and counted as performance.failures.",
						where, failure);
			}
			else {
				logger.debug("Measuring failed in '{}' and was skipped", where, failure);
			}
		}
		catch (RuntimeException ex) {
			// A logging system that throws has no better place to be told of.
		}
	}

	/**
	 * Returns how many failures were swallowed since the start.
	 * @return a count that never goes back
	 */
	public long count() {
		return this.count.get();
	}

}
