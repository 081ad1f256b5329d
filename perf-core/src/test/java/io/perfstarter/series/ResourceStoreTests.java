package io.perfstarter.series;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.perfstarter.trace.Guard;
import io.perfstarter.trace.ManualClock;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for what is kept of resources.
 */
class ResourceStoreTests {

	private static final Duration TICK = Duration.ofSeconds(10);

	private final ManualClock clock = new ManualClock();

	private final TimeGrid grid = new TimeGrid(this.clock, this.clock);

	private final SeriesStore series = new SeriesStore(this.grid, StoreLimits.DEFAULTS);

	private final ResourceStore store = new ResourceStore(this.grid);

	private ResourceWindow heap(int minutes) {
		return this.store.resources(ResourceKind.MEMORY, this.series.window(minutes)).get(0);
	}

	private void uses(double used) {
		this.store.add(new ResourceSample(ResourceKind.MEMORY).set(ResourceFigure.HEAP_USED, used));
	}

	@Test
	void emptyAtFirst() {
		for (ResourceKind kind : ResourceKind.values()) {
			assertThat(this.store.resources(kind, this.series.window(60))).isEmpty();
		}
		assertThat(this.store.redis()).isEmpty();
	}

	@Test
	void lastReadingAndPoints() {
		Instant start = this.clock.instant();
		uses(100);
		this.clock.advance(TICK);
		uses(200);
		ResourceWindow window = heap(5);
		assertThat(window.value(ResourceFigure.HEAP_USED)).isEqualTo(200);
		assertThat(window.points()).extracting(ResourceWindow.Point::at).containsExactly(start, start.plus(TICK));
		assertThat(window.points()).extracting((point) -> point.value(ResourceFigure.HEAP_USED))
			.containsExactly(100.0, 200.0);
	}

	@Test
	void whatIsNotSetOrNegativeIsUnknown() {
		this.store.add(new ResourceSample(ResourceKind.MEMORY).set(ResourceFigure.RSS, -1)
			.set(ResourceFigure.HEAP_USED, Double.NaN)
			.set(ResourceFigure.NON_HEAP_USED, 0));
		assertThat(heap(5).value(ResourceFigure.RSS)).isNaN();
		assertThat(heap(5).value(ResourceFigure.HEAP_USED)).isNaN();
		assertThat(heap(5).value(ResourceFigure.HEAP_MAX)).isNaN();
		assertThat(heap(5).value(ResourceFigure.NON_HEAP_USED)).isZero();
	}

	@Test
	void figureOfAnotherKind() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ResourceSample(ResourceKind.CPU).set(ResourceFigure.RSS, 1));
	}

	@Test
	void windowsOfAnHour() {
		for (int i = 0; i < 1000; i++) {
			uses(i);
			this.clock.advance(TICK);
		}
		// The last reading is 10 seconds old
		assertThat(heap(1).points()).hasSize(6);
		assertThat(heap(5).points()).hasSize(30);
		ResourceWindow hour = heap(60);
		assertThat(hour.points()).hasSize(ResourceSeries.POINTS);
		for (int i = 0; i < ResourceSeries.POINTS; i++) {
			assertThat(hour.points().get(i).value(ResourceFigure.HEAP_USED)).isEqualTo(640 + i);
		}
	}

	@Test
	void whatIsReadNoMoreLeavesTheWindow() {
		uses(1);
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(heap(5).points()).hasSize(1);
		this.clock.advance(TICK);
		assertThat(this.store.resources(ResourceKind.MEMORY, this.series.window(5))).isEmpty();
		assertThat(heap(10).points()).hasSize(1);
	}

	@Test
	void pausesAddUpAndSharesAverage() {
		for (int i = 1; i <= 3; i++) {
			this.store.add(new ResourceSample(ResourceKind.GC).set(ResourceFigure.PAUSE, i * 10)
				.set(ResourceFigure.PAUSE_SHARE, i / 10.0));
			this.clock.advance(TICK);
		}
		ResourceWindow gc = this.store.resources(ResourceKind.GC, this.series.window(1)).get(0);
		assertThat(gc.value(ResourceFigure.PAUSE)).isEqualTo(60);
		assertThat(gc.value(ResourceFigure.PAUSE_SHARE)).isCloseTo(0.2, org.assertj.core.api.Assertions.within(1e-9));
		assertThat(gc.value(ResourceFigure.COLLECTIONS)).isNaN();
	}

	@Test
	void onlySoManyOfAKindUntilOneIsOld() {
		for (int i = 0; i < 40; i++) {
			pool("pool" + i);
		}
		assertThat(pools()).hasSize(ResourceKind.MAX_RESOURCES).contains("pool0", "pool31").doesNotContain("pool32");
		this.clock.advance(Duration.ofMinutes(59));
		pool("pool0");
		this.clock.advance(Duration.ofMinutes(2));
		pool("late");
		assertThat(pools()).containsExactly("pool0", "late");
	}

	private void pool(String name) {
		this.store.add(new ResourceSample(ResourceKind.POOL, name, "hikari").set(ResourceFigure.POOL_ACTIVE, 1));
	}

	private List<String> pools() {
		return this.store.resources(ResourceKind.POOL, this.series.window(60))
			.stream()
			.map(ResourceWindow::name)
			.toList();
	}

	@Test
	void lastStateOfEachRedis() {
		Instant now = this.clock.instant();
		this.store.redis(new RedisState("a", now, true, null, List.of()));
		this.store.redis(new RedisState("b", now, true, null, null));
		this.store.redis(new RedisState("a", now, false, "gone", null));
		assertThat(this.store.redis()).containsExactly(new RedisState("a", now, false, "gone", null),
				new RedisState("b", now, true, null, null));
		for (int i = 0; i < 100; i++) {
			this.store.redis(new RedisState("redis" + i, now, true, null, null));
		}
		assertThat(this.store.redis()).hasSize(ResourceKind.MAX_RESOURCES);
	}

	@Test
	void readOnceInEachInterval() {
		int[] reads = { 0 };
		Guard guard = new Guard();
		ResourceSampling sampling = new ResourceSampling(this.grid, this.store, List.of((store) -> {
			throw new IllegalStateException("broken");
		}, (store) -> reads[0]++), guard);
		for (int i = 0; i < 12; i++) {
			sampling.run();
			this.clock.advance(Duration.ofSeconds(5));
		}
		assertThat(reads[0]).isEqualTo(6);
		assertThat(guard.count()).isEqualTo(6);
	}

	@Test
	void memoryIsBounded() {
		ObjectSizes.withoutAgents();
		for (int tick = 0; tick < 400; tick++) {
			for (ResourceKind kind : ResourceKind.values()) {
				for (int i = 0; i < 40; i++) {
					this.store.add(new ResourceSample(kind, "resource" + i, "type"));
				}
			}
			this.clock.advance(TICK);
		}
		long bytes = GraphLayout.parseInstance(this.store).totalSize();
		System.out.printf("Resources at the caps: %.2f MB%n", bytes / (double) (1 << 20));
		assertThat(bytes).isLessThan(5L << 20);
	}

}
