package io.perfstarter.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Interval} and {@link Buckets}.
 */
class IntervalTests {

	private final Random random = Seeds.random(IntervalTests.class);

	@ParameterizedTest
	@EnumSource
	void encodesAllThereIs(Layout layout) {
		for (int round = 0; round < 300; round++) {
			Interval interval = new Interval(layout);
			fill(interval, layout, this.random.nextInt(500));
			Interval decoded = new Interval(layout);
			decoded.merge(interval.encode());
			assertSame(layout, decoded, interval);
		}
	}

	@ParameterizedTest
	@EnumSource
	void mergingIsExact(Layout layout) {
		Interval single = new Interval(layout);
		Interval ofBlocks = new Interval(layout);
		Interval ofIntervals = new Interval(layout);
		for (int i = 0; i < 60; i++) {
			Interval part = new Interval(layout);
			fill(part, layout, this.random.nextInt(100));
			Interval copy = new Interval(layout);
			copy.merge(part.encode());
			single.merge(copy);
			ofBlocks.merge(part.encode());
			ofIntervals.merge(part);
		}
		assertSame(layout, ofBlocks, single);
		assertSame(layout, ofIntervals, single);
	}

	@Test
	void splitSamplesAddUpToTheWhole() {
		Interval single = new Interval(Layout.STATEMENT);
		List<Interval> parts = new ArrayList<>();
		for (int i = 0; i < 37; i++) {
			parts.add(new Interval(Layout.STATEMENT));
		}
		for (int i = 0; i < 100_000; i++) {
			long nanos = HeavyTail.PARETO.next(this.random);
			single.duration(nanos);
			single.add(StatementSeries.NANOS, nanos);
			single.add(StatementSeries.MAX_NANOS, nanos);
			Interval part = parts.get(this.random.nextInt(parts.size()));
			part.duration(nanos);
			part.add(StatementSeries.NANOS, nanos);
			part.add(StatementSeries.MAX_NANOS, nanos);
		}
		Interval sum = new Interval(Layout.STATEMENT);
		parts.forEach((part) -> sum.merge(part.encode()));
		assertSame(Layout.STATEMENT, sum, single);
	}

	@ParameterizedTest
	@EnumSource
	void fewBytes(HeavyTail durations) {
		Interval interval = new Interval(Layout.STATEMENT);
		for (int i = 0; i < 300; i++) {
			long nanos = durations.next(this.random);
			interval.duration(nanos);
			interval.add(StatementSeries.COUNT, 1);
			interval.add(StatementSeries.NANOS, nanos);
			interval.add(StatementSeries.ROWS, 3);
			interval.add(StatementSeries.MAX_NANOS, nanos);
		}
		int size = interval.encode().length;
		System.out.printf("300 samples, %s: %d bytes%n", durations, size);
		assertThat(size).isLessThan(470);
	}

	@Test
	void resetForgetsAll() {
		Interval interval = new Interval(Layout.OPERATION);
		fill(interval, Layout.OPERATION, 100);
		interval.reset();
		assertThat(interval.isEmpty()).isTrue();
		assertSame(Layout.OPERATION, interval, new Interval(Layout.OPERATION));
		interval.reset();
		assertSame(Layout.OPERATION, interval, new Interval(Layout.OPERATION));
	}

	@Test
	void bucketsAreAsNarrowAsTwoDigitsDemand() {
		for (int i = 0; i < 200_000; i++) {
			long value = (this.random.nextLong() >>> 1) >>> (21 + this.random.nextInt(42));
			int index = Buckets.index(value);
			long lowest = Buckets.lowest(index);
			long next = Buckets.lowest(index + 1);
			assertThat(value).isBetween(lowest, next - 1);
			assertThat((next - lowest - 1) / (double) Math.max(1, lowest)).isLessThan(0.01);
		}
		assertThat(Buckets.index(Long.MAX_VALUE)).isEqualTo(Buckets.COUNT - 1);
		assertThat(Buckets.index(-1)).isZero();
	}

	private void fill(Interval interval, Layout layout, int samples) {
		Random random = this.random;
		for (int i = 0; i < layout.size(); i++) {
			interval.add(i, (random.nextLong() >>> 8) >>> random.nextInt(55));
		}
		for (int i = 0; i < samples; i++) {
			interval.duration(HeavyTail.values()[i % 3].next(random));
		}
		for (int i = 0; i < samples / 10; i++) {
			interval.statements()
				.add(1 + random.nextInt(100_000), 1 + random.nextInt(50), random.nextInt(1 << 30), random.nextInt(9));
		}
	}

	private static void assertSame(Layout layout, Interval actual, Interval expected) {
		assertThat(figures(actual, layout)).isEqualTo(figures(expected, layout));
	}

	private static TreeMap<String, List<Long>> figures(Interval interval, Layout layout) {
		TreeMap<String, List<Long>> figures = new TreeMap<>();
		List<Long> values = new ArrayList<>();
		for (int i = 0; i < layout.size(); i++) {
			values.add(interval.value(i));
		}
		figures.put("values", values);
		interval.histogram().forEach((index, count) -> figures.put("bucket " + index, List.of((long) count)));
		StatementCounts statements = interval.statementsIfAny();
		if (statements != null) {
			statements.forEach(
					(number, count, nanos, rows) -> figures.put("statement " + number, List.of(count, nanos, rows)));
		}
		return figures;
	}

}
