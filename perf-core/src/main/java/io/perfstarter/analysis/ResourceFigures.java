package io.perfstarter.analysis;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.perfstarter.series.DataSourceWindow;
import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceWindow;
import org.jspecify.annotations.Nullable;

/**
 * One resource: what was read last and the readings of the window.
 *
 * @param name what tells it from others of its kind, if there may be others
 * @param type what it is made by, such as {@code hikari}
 * @param at when it was read last
 * @param figures the last reading by {@linkplain ResourceFigure#key() key}, or for what
 * happens rather than is, all of the window; without what is not known
 * @param points the readings, the oldest first
 */
public record ResourceFigures(@Nullable String name, @Nullable String type, Instant at, Map<String, Number> figures,
		List<ResourcePoint> points) {

	/** The window has a reading. */
	static ResourceFigures of(ResourceWindow window, boolean named) {
		List<ResourceWindow.Point> points = window.points();
		return new ResourceFigures(named ? window.name() : null, window.type(), points.get(points.size() - 1).at(),
				figures(window.kind(), window::value), points(window));
	}

	/** A pool's figures with what its users waited for. */
	static ResourceFigures of(ResourceWindow window, @Nullable DataSourceWindow waits) {
		ResourceFigures pool = of(window, true);
		if (waits != null) {
			if (waits.borrows() > 0) {
				pool.figures.put("acquireAvgMs", Units.millis(waits.waitNanos() / waits.borrows()));
				pool.figures.put("acquireP95Ms", Units.millis(waits.waits().p95()));
				pool.figures.put("acquireMaxMs", Units.millis(waits.maxWaitNanos()));
			}
			pool.figures.put("timeouts", waits.notBorrowed());
		}
		return pool;
	}

	static List<ResourcePoint> points(ResourceWindow window) {
		return window.points()
			.stream()
			.map((point) -> new ResourcePoint(point.at(), figures(window.kind(), point::value)))
			.toList();
	}

	static Map<String, Number> figures(ResourceKind kind, ToDoubleFunction<ResourceFigure> values) {
		Map<String, Number> figures = new LinkedHashMap<>();
		for (ResourceFigure figure : ResourceFigure.of(kind)) {
			double value = values.applyAsDouble(figure);
			if (!Double.isNaN(value)) {
				figures.put(figure.key(), rounded(value, figure.decimals()));
			}
		}
		return figures;
	}

	private static Number rounded(double value, int decimals) {
		if (decimals == 0) {
			return Math.round(value);
		}
		double factor = Math.pow(10, decimals);
		return Math.round(value * factor) / factor;
	}

}
