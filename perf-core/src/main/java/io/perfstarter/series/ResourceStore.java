package io.perfstarter.series;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read of resources in the last hour, in memory and bounded. Thread-safe.
 */
public final class ResourceStore {

	private static final long HOUR_NANOS = ResourceSeries.POINTS * TimeGrid.TICK_NANOS;

	private final TimeGrid grid;

	private final Map<ResourceKind, Map<String, ResourceSeries>> series = new LinkedHashMap<>();

	private final Map<String, RedisState> redis = new LinkedHashMap<>();

	/**
	 * Creates an empty store.
	 * @param grid tells the time
	 */
	public ResourceStore(TimeGrid grid) {
		this.grid = grid;
		for (ResourceKind kind : ResourceKind.values()) {
			this.series.put(kind, new LinkedHashMap<>());
		}
	}

	/**
	 * Takes a reading. Of more than {@link ResourceKind#MAX_RESOURCES} resources of a
	 * kind, those that came last are not kept.
	 * @param sample what was read just now
	 */
	public void add(ResourceSample sample) {
		long now = this.grid.now();
		ResourceSeries found;
		synchronized (this.series) {
			Map<String, ResourceSeries> ofKind = ofKind(sample.kind());
			found = ofKind.get(sample.name());
			if (found == null) {
				ofKind.values().removeIf((each) -> each.isOlder(now, HOUR_NANOS));
				if (ofKind.size() >= ResourceKind.MAX_RESOURCES) {
					return;
				}
				found = new ResourceSeries(sample);
				// In sight of others only with a reading, so that it has a moment
				found.add(now, sample);
				ofKind.put(sample.name(), found);
				return;
			}
		}
		found.add(now, sample);
	}

	private Map<String, ResourceSeries> ofKind(ResourceKind kind) {
		return this.series.computeIfAbsent(kind, (created) -> new LinkedHashMap<>());
	}

	/**
	 * Takes what is known of a Redis beside its figures.
	 * @param state what was found just now
	 */
	public void redis(RedisState state) {
		synchronized (this.redis) {
			if (this.redis.containsKey(state.name()) || this.redis.size() < ResourceKind.MAX_RESOURCES) {
				this.redis.put(state.name(), state);
			}
		}
	}

	/**
	 * Returns what is known of each Redis.
	 * @return what was found last, in the order in which they became known
	 */
	public List<RedisState> redis() {
		synchronized (this.redis) {
			return List.copyOf(this.redis.values());
		}
	}

	/**
	 * Returns the readings of all resources of a kind.
	 * @param kind the kind
	 * @param window the window
	 * @return those that were read in the window, in the order in which they became known
	 */
	public List<ResourceWindow> resources(ResourceKind kind, Window window) {
		List<ResourceSeries> all;
		synchronized (this.series) {
			all = new ArrayList<>(ofKind(kind).values());
		}
		return all.stream()
			.map((each) -> each.window(this.grid, window))
			.filter((each) -> !each.points().isEmpty())
			.toList();
	}

}
