package io.perfstarter.series;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The factories of object-relational mappers that are measured. Thread-safe.
 */
public final class PersistenceUnits {

	private static final int MAX_UNITS = 100;

	private final Map<String, PersistenceUnit> units = new ConcurrentHashMap<>();

	private final LongAdder pagedInMemory = new LongAdder();

	PersistenceUnits() {
	}

	/**
	 * Returns what is counted for a factory, from the start or since it was made first.
	 * @param name the name of its bean
	 * @return what to add to
	 */
	public PersistenceUnit unit(String name) {
		PersistenceUnit unit = this.units.get(name);
		if (unit != null) {
			return unit;
		}
		String key = (this.units.size() < MAX_UNITS) ? name : PersistenceUnit.OTHER;
		return this.units.computeIfAbsent(key, PersistenceUnit::new);
	}

	/**
	 * Counts a query whose limit was applied in memory. Which factory's it was is not
	 * told.
	 */
	public void pagedInMemory() {
		this.pagedInMemory.increment();
	}

	/**
	 * Returns the queries whose limit was applied in memory.
	 * @return how many executions ran; those outside of any are not noticed
	 */
	public long pagedInMemoryCount() {
		return this.pagedInMemory.sum();
	}

	/**
	 * Whether there is none.
	 * @return whether no factory was built that is measured
	 */
	public boolean isEmpty() {
		return this.units.isEmpty();
	}

	/**
	 * Lists them.
	 * @return all, by name
	 */
	public List<PersistenceUnit> all() {
		return this.units.values().stream().sorted(Comparator.comparing(PersistenceUnit::name)).toList();
	}

}
