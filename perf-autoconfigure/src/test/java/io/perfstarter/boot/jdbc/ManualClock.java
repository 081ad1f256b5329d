package io.perfstarter.boot.jdbc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.perfstarter.trace.NanoClock;

/**
 * A clock that only the test moves.
 */
final class ManualClock implements NanoClock {

	private final AtomicLong nanos = new AtomicLong(1_000_000_000L);

	@Override
	public long nanoTime() {
		return this.nanos.get();
	}

	void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

}
