package io.perfstarter.series;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was read of one resource in a window.
 *
 * @param kind what it is
 * @param name what tells it from others of its kind
 * @param type what it is made by
 * @param points the readings, the oldest first
 */
public record ResourceWindow(ResourceKind kind, String name, @Nullable String type, List<Point> points) {

	/**
	 * Makes one figure of the readings.
	 * @param figure one of the kind's
	 * @return its last value, its sum or its mean; not a number if it is not known
	 */
	public double value(ResourceFigure figure) {
		if (figure.summary() == ResourceFigure.Summary.LAST) {
			return this.points.isEmpty() ? Double.NaN : this.points.get(this.points.size() - 1).value(figure);
		}
		double sum = 0;
		int count = 0;
		for (Point point : this.points) {
			double value = point.value(figure);
			if (!Double.isNaN(value)) {
				sum += value;
				count++;
			}
		}
		if (count == 0) {
			return Double.NaN;
		}
		return (figure.summary() == ResourceFigure.Summary.SUM) ? sum : sum / count;
	}

	/**
	 * One reading.
	 */
	public static final class Point {

		private final Instant at;

		private final double[] values;

		Point(Instant at, double[] values) {
			this.at = at;
			this.values = values;
		}

		/**
		 * Returns when it was read.
		 * @return the time of day
		 */
		public Instant at() {
			return this.at;
		}

		/**
		 * Returns a figure.
		 * @param figure one of the kind's
		 * @return its value; not a number if it is not known
		 */
		public double value(ResourceFigure figure) {
			return this.values[figure.index()];
		}

	}

}
