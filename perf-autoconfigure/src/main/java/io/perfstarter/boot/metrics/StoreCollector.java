package io.perfstarter.boot.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.perfstarter.series.QueryTotals;
import io.perfstarter.series.SeriesStore;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Gives Prometheus the durations of queries as a histogram with buckets, which a function
 * timer cannot, so that {@code histogram_quantile} works on them. Thread-safe.
 */
final class StoreCollector implements MultiCollector {

	static final String NAME = "db_query_duration_seconds";

	private final SeriesStore store;

	/** Asked at each scrape: meters may be bound later than this. */
	private final Supplier<Labels> commonTags;

	private final double[] bounds;

	StoreCollector(SeriesStore store, Supplier<Labels> commonTags) {
		this.store = store;
		this.commonTags = commonTags;
		double[] finite = QueryTotals.bounds();
		this.bounds = Arrays.copyOf(finite, finite.length + 1);
		this.bounds[finite.length] = Double.POSITIVE_INFINITY;
	}

	@Override
	public MetricSnapshots collect() {
		HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(NAME).help("How long queries took");
		List<MetricSnapshot> snapshots = new ArrayList<>();
		boolean[] any = { false };
		this.store.visitQueryTotals((key, totals) -> {
			if (totals.count() > 0) {
				any[0] = true;
				histogram.dataPoint(point(StoreMeters.verb(key), key.table(), totals));
			}
		});
		if (any[0]) {
			snapshots.add(histogram.build());
		}
		return new MetricSnapshots(snapshots);
	}

	private HistogramDataPointSnapshot point(String verb, String table, QueryTotals totals) {
		Number[] counts = new Number[this.bounds.length];
		for (int i = 0; i < counts.length; i++) {
			counts[i] = totals.count(i);
		}
		List<Double> upper = new ArrayList<>(this.bounds.length);
		for (double bound : this.bounds) {
			upper.add(bound);
		}
		return HistogramDataPointSnapshot.builder()
			.labels(this.commonTags.get().merge(Labels.of("verb", verb, "table", table)))
			.classicHistogramBuckets(ClassicHistogramBuckets.of(upper, List.of(counts)))
			.sum(totals.seconds())
			.build();
	}

	@Override
	public List<String> getPrometheusNames() {
		return List.of(NAME);
	}

}
