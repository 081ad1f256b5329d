package io.perfstarter.sample;

import java.time.Duration;

/**
 * Time that something slow takes, whatever that is in a real application.
 */
public final class Delay {

	private Delay() {
	}

	/**
	 * Return after the given time, or earlier if the thread is interrupted; the interrupt
	 * stays set.
	 * @param duration how long to wait
	 */
	public static void of(Duration duration) {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
