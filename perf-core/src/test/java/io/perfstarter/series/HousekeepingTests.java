package io.perfstarter.series;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The housekeeping when one of its tasks fails.
 */
class HousekeepingTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void goesOnWhateverATaskThrows(boolean library) throws Exception {
		Guard guard = new Guard();
		CountDownLatch others = new CountDownLatch(3);
		HousekeepingTask broken = () -> {
			if (library) {
				throw new NoClassDefFoundError("absent");
			}
			throw new IllegalStateException("broken");
		};
		SeriesStore store = new SeriesStore(new TimeGrid(NanoClock.SYSTEM, InstantSource.system()),
				StoreLimits.DEFAULTS);
		try (Housekeeping housekeeping = new Housekeeping(store, guard, List.of(broken, others::countDown),
				Duration.ofMillis(1))) {
			assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(guard.count()).isGreaterThanOrEqualTo(3);
	}

}
