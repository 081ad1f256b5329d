package io.perfstarter.boot;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.perfstarter.trace.NanoClock;

/**
 * A clock that stands still until it is told to move. Thread-safe.
 */
public final class MovableClock implements NanoClock {

	private final AtomicLong nanos = new AtomicLong(-1_234_567_890_123L);

	@Override
	public long nanoTime() {
		return this.nanos.get();
	}

	/**
	 * Lets time pass.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	/**
	 * Lets time pass.
	 * @param millis how much, in milliseconds
	 */
	public void advance(long millis) {
		advance(Duration.ofMillis(millis));
	}

}
