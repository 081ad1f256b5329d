package io.perfstarter.boot.resource;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.perfstarter.series.ResourceStore;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Something that hangs when it is read, as a network disk without its server.
 */
@Timeout(60)
class AsideSamplerTests {

	private static final String THREAD = "perf-aside-test";

	private final ResourceStore store = new ResourceStore(new TimeGrid(NanoClock.SYSTEM, InstantSource.system()));

	private final Guard guard = new Guard();

	private final AtomicInteger readings = new AtomicInteger();

	@Test
	void whatHangsHoldsNobodyUpAndIsNotReadAgain() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch back = new CountDownLatch(1);
		try (AsideSampler sampler = new AsideSampler((store) -> {
			this.readings.incrementAndGet();
			hanging.countDown();
			await(back);
		}, THREAD, this.guard)) {
			sampler.sample(this.store);
			hanging.await();
			for (int i = 0; i < 10; i++) {
				sampler.sample(this.store);
			}
			assertThat(this.readings).hasValue(1);
			back.countDown();
			Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> {
				sampler.sample(this.store);
				return this.readings.get() > 1;
			});
		}
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((each) -> each.getName().equals(THREAD)));
		assertThat(this.guard.count()).isZero();
	}

	@Test
	void whatFailsIsCountedAndReadAgain() {
		try (AsideSampler sampler = new AsideSampler((store) -> {
			throw new NoClassDefFoundError("broken");
		}, THREAD, this.guard)) {
			Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
				sampler.sample(this.store);
				return this.guard.count() > 1;
			});
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
