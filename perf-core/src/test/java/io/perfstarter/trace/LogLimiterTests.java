package io.perfstarter.trace;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogLimiter}.
 */
class LogLimiterTests {

	private final ManualClock clock = new ManualClock();

	private final LogLimiter limiter = new LogLimiter();

	@Test
	void tenLinesAMinute() {
		for (int i = 0; i < 10; i++) {
			assertThat(permit("a")).isZero();
			this.clock.advance(Duration.ofSeconds(5));
		}
		assertThat(permit("a")).isEqualTo(LogLimiter.HOLD_BACK);
		this.clock.advance(Duration.ofSeconds(10).minusNanos(1));
		assertThat(permit("a")).isEqualTo(LogLimiter.HOLD_BACK);
		this.clock.advance(Duration.ofNanos(1));
		assertThat(permit("a")).isEqualTo(2);
		assertThat(permit("a")).isZero();
	}

	@Test
	void whatWasHeldBackIsToldOnce() {
		for (int i = 0; i < 10 + 90; i++) {
			permit("a");
		}
		this.clock.advance(Duration.ofHours(1));
		assertThat(permit("a")).isEqualTo(90);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(permit("a")).isZero();
	}

	@Test
	void keysDoNotShare() {
		for (int i = 0; i < 20; i++) {
			permit("a");
		}
		assertThat(permit("a")).isEqualTo(LogLimiter.HOLD_BACK);
		assertThat(permit("b")).isZero();
	}

	@Test
	void theLeastRecentlyUsedKeyIsForgotten() {
		for (int i = 0; i < 11; i++) {
			permit("used");
			permit("unused");
		}
		for (int i = 0; i < 999; i++) {
			permit("used");
			permit("key" + i);
		}
		assertThat(permit("used")).isEqualTo(LogLimiter.HOLD_BACK);
		assertThat(permit("unused")).as("forgotten").isZero();
	}

	private long permit(String key) {
		return this.limiter.permit(key, this.clock.nanoTime());
	}

}
