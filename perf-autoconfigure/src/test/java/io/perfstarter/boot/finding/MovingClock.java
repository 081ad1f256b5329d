package io.perfstarter.boot.finding;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.perfstarter.trace.NanoClock;

/**
 * Time that goes on and that cases let jump ahead, in place of waiting. Thread-safe.
 */
final class MovingClock implements NanoClock {

	private final AtomicLong ahead = new AtomicLong();

	@Override
	public long nanoTime() {
		return System.nanoTime() + this.ahead.get();
	}

	void advance(int millis) {
		this.ahead.addAndGet(Duration.ofMillis(millis).toNanos());
	}

}
