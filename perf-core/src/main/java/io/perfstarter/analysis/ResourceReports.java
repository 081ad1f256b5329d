package io.perfstarter.analysis;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.perfstarter.series.DataSourceWindow;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.series.ResourceWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.Window;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was read of resources and makes the answer. Thread-safe.
 */
public final class ResourceReports {

	private final SeriesStore store;

	private final ResourceStore resources;

	/**
	 * Creates the reports.
	 * @param store knows how long connections were waited for
	 * @param resources what to read
	 */
	public ResourceReports(SeriesStore store, ResourceStore resources) {
		this.store = store;
		this.resources = resources;
	}

	/**
	 * Makes the figures of a window.
	 * @param minutes the window, from 1 to 60
	 * @return the report
	 */
	public ResourceReport resources(int minutes) {
		Window window = this.store.window(minutes);
		return new ResourceReport(window.to(), minutes, only(ResourceKind.MEMORY, window),
				only(ResourceKind.CPU, window), only(ResourceKind.DISK, window), only(ResourceKind.GC, window),
				only(ResourceKind.THREADS, window), servers(window), pools(window), redis(window));
	}

	private @Nullable ResourceFigures only(ResourceKind kind, Window window) {
		return this.resources.resources(kind, window)
			.stream()
			.map((each) -> ResourceFigures.of(each, false))
			.findFirst()
			.orElse(null);
	}

	private List<ResourceFigures> servers(Window window) {
		return this.resources.resources(ResourceKind.SERVER, window)
			.stream()
			.map((each) -> ResourceFigures.of(each, true))
			.toList();
	}

	private List<ResourceFigures> pools(Window window) {
		Map<String, DataSourceWindow> waits = this.store.dataSources(window)
			.stream()
			.collect(Collectors.toMap(DataSourceWindow::name, Function.identity()));
		return this.resources.resources(ResourceKind.POOL, window)
			.stream()
			.map((each) -> ResourceFigures.of(each, waits.get(each.name())))
			.toList();
	}

	private List<RedisFigures> redis(Window window) {
		Map<String, ResourceWindow> figures = this.resources.resources(ResourceKind.REDIS, window)
			.stream()
			.collect(Collectors.toMap(ResourceWindow::name, Function.identity()));
		return this.resources.redis()
			.stream()
			.map((state) -> RedisFigures.of(state, figures.get(state.name())))
			.toList();
	}

}
