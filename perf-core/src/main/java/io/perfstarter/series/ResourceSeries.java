package io.perfstarter.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The readings of one resource in the last hour. Its memory is all there from the start:
 * 8 bytes for each figure and moment. Thread-safe.
 */
final class ResourceSeries {

	/** An hour of readings every 10 seconds. */
	static final int POINTS = Series.MINUTES * TimeGrid.TICKS_PER_MINUTE;

	private final ResourceSample first;

	private final int width;

	private final long[] moments = new long[POINTS];

	private final double[] values;

	private int size;

	private int next;

	ResourceSeries(ResourceSample first) {
		this.first = first;
		this.width = first.values().length;
		this.values = new double[POINTS * this.width];
	}

	synchronized void add(long now, ResourceSample sample) {
		this.moments[this.next] = now;
		System.arraycopy(sample.values(), 0, this.values, this.next * this.width, this.width);
		this.next = (this.next + 1) % POINTS;
		this.size = Math.min(this.size + 1, POINTS);
	}

	/** Whether nothing was read within the last nanoseconds. */
	synchronized boolean isOlder(long now, long nanos) {
		return now - this.moments[Math.floorMod(this.next - 1, POINTS)] > nanos;
	}

	synchronized ResourceWindow window(TimeGrid grid, Window window) {
		long length = window.minutes() * TimeGrid.TICKS_PER_MINUTE * TimeGrid.TICK_NANOS;
		List<ResourceWindow.Point> points = new ArrayList<>();
		for (int i = 0; i < this.size; i++) {
			int at = Math.floorMod(this.next - this.size + i, POINTS);
			if (window.nowNanos() - this.moments[at] <= length) {
				points.add(new ResourceWindow.Point(grid.instant(this.moments[at]),
						Arrays.copyOfRange(this.values, at * this.width, (at + 1) * this.width)));
			}
		}
		return new ResourceWindow(this.first.kind(), this.first.name(), this.first.type(), points);
	}

}
