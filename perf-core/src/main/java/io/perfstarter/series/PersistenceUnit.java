package io.perfstarter.series;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;

import io.perfstarter.trace.Persistence.Count;
import org.jspecify.annotations.Nullable;

/**
 * What an object-relational mapper did since the start, for one of its factories. All
 * counts only grow. Thread-safe; adding never blocks for long.
 */
public final class PersistenceUnit {

	/** What entities, roles and regions that do not fit are counted as. */
	public static final String OTHER = "(other)";

	private static final int MAX_NAMES = 1000;

	private static final Count[] COUNTS = Count.values();

	private final String name;

	private final LongAdder[] counts = new LongAdder[COUNTS.length];

	private final Map<String, EntityTotals> entities = new ConcurrentHashMap<>();

	private final Map<String, CollectionTotals> collections = new ConcurrentHashMap<>();

	private final Map<String, RegionTotals> regions = new ConcurrentHashMap<>();

	private volatile boolean sessionsKnown;

	private volatile MapperStatistics.@Nullable Source statistics;

	PersistenceUnit(String name) {
		this.name = name;
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] = new LongAdder();
		}
	}

	/**
	 * Returns the name.
	 * @return the name of the factory's bean
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Adds to a count.
	 * @param count which
	 * @param value how much
	 */
	public void add(Count count, long value) {
		this.counts[count.ordinal()].add(value);
	}

	/**
	 * Returns a count.
	 * @param count which
	 * @return how much
	 */
	public long get(Count count) {
		return this.counts[count.ordinal()].sum();
	}

	/**
	 * Returns the totals of an entity.
	 * @param entity its full name
	 * @return what to add to
	 */
	public EntityTotals entity(String entity) {
		EntityTotals totals = this.entities.get(entity);
		return (totals != null) ? totals : create(this.entities, entity, EntityTotals::new);
	}

	/**
	 * Returns the totals of a collection.
	 * @param role its full role, such as {@code com.example.Order.lines}
	 * @param shown how it is shown, such as {@code Order.lines}
	 * @return what to add to
	 */
	public CollectionTotals collection(String role, String shown) {
		CollectionTotals totals = this.collections.get(role);
		return (totals != null) ? totals
				: create(this.collections, role, (key, other) -> new CollectionTotals(key, other ? OTHER : shown));
	}

	/**
	 * Returns the totals of a cache region.
	 * @param region its name
	 * @param queries whether it holds results of queries
	 * @return what to add to
	 */
	public RegionTotals region(String region, boolean queries) {
		RegionTotals totals = this.regions.get(region);
		return (totals != null) ? totals
				: create(this.regions, region, (key, other) -> new RegionTotals(key, queries && !other));
	}

	private static <T> T create(Map<String, T> all, String key, BiFunction<String, Boolean, T> factory) {
		if (all.size() >= MAX_NAMES) {
			return all.computeIfAbsent(OTHER, (other) -> factory.apply(other, true));
		}
		return all.computeIfAbsent(key, (name) -> factory.apply(name, false));
	}

	/**
	 * Lists the entities.
	 * @return those that were used, by name
	 */
	public List<EntityTotals> entities() {
		return this.entities.values().stream().sorted(Comparator.comparing(EntityTotals::name)).toList();
	}

	/**
	 * Lists the collections.
	 * @return those that were initialised, by role
	 */
	public List<CollectionTotals> collections() {
		return this.collections.values().stream().sorted(Comparator.comparing(CollectionTotals::role)).toList();
	}

	/**
	 * Lists the regions.
	 * @return those that were used, by name
	 */
	public List<RegionTotals> regions() {
		return this.regions.values().stream().sorted(Comparator.comparing(RegionTotals::name)).toList();
	}

	/**
	 * Says that sessions, transactions and caches are told of, too.
	 */
	public void sessionsKnown() {
		this.sessionsKnown = true;
	}

	/**
	 * Whether sessions, transactions and caches are told of.
	 * @return whether a session was seen; without, their counts mean nothing
	 */
	public boolean areSessionsKnown() {
		return this.sessionsKnown;
	}

	/**
	 * Sets where the mapper's own statistics come from.
	 * @param source is asked each time
	 */
	public void statistics(MapperStatistics.Source source) {
		this.statistics = source;
	}

	/**
	 * Returns the mapper's own statistics.
	 * @return what they say now, or {@code null} if they cannot be asked
	 */
	public @Nullable MapperStatistics statistics() {
		MapperStatistics.Source source = this.statistics;
		return (source != null) ? source.read() : null;
	}

	/** Totals of an entity. Thread-safe. */
	public static final class EntityTotals {

		private final String name;

		private final String simpleName;

		private final LongAdder loaded = new LongAdder();

		private final LongAdder inserted = new LongAdder();

		private final LongAdder updated = new LongAdder();

		private final LongAdder deleted = new LongAdder();

		private final LongAdder lockFailures = new LongAdder();

		EntityTotals(String name, boolean other) {
			this.name = name;
			this.simpleName = name.substring(name.lastIndexOf('.') + 1);
		}

		/**
		 * Counts one.
		 * @param count one of the counts of entities, or of optimistic lock failures
		 */
		public void increment(Count count) {
			adder(count).increment();
		}

		/**
		 * Returns a count.
		 * @param count one of the counts of entities, or of optimistic lock failures
		 * @return how many
		 */
		public long get(Count count) {
			return adder(count).sum();
		}

		private LongAdder adder(Count count) {
			return switch (count) {
				case ENTITIES_LOADED -> this.loaded;
				case ENTITIES_INSERTED -> this.inserted;
				case ENTITIES_UPDATED -> this.updated;
				case ENTITIES_DELETED -> this.deleted;
				case OPTIMISTIC_LOCK_FAILURES -> this.lockFailures;
				default -> throw new IllegalArgumentException(count + " is not counted by entity");
			};
		}

		/**
		 * Returns the name.
		 * @return the full name of the entity
		 */
		public String name() {
			return this.name;
		}

		/**
		 * Returns the name without its package.
		 * @return such as {@code Order}
		 */
		public String simpleName() {
			return this.simpleName;
		}

	}

	/** Totals of a collection. Thread-safe. */
	public static final class CollectionTotals {

		private final String role;

		private final String shown;

		private final LongAdder initialized = new LongAdder();

		CollectionTotals(String role, String shown) {
			this.role = role;
			this.shown = shown;
		}

		/** Counts an initialisation. */
		public void increment() {
			this.initialized.increment();
		}

		/**
		 * Returns the initialisations.
		 * @return how many
		 */
		public long initialized() {
			return this.initialized.sum();
		}

		/**
		 * Returns the role.
		 * @return such as {@code com.example.Order.lines}
		 */
		public String role() {
			return this.role;
		}

		/**
		 * Returns the role without the package.
		 * @return such as {@code Order.lines}
		 */
		public String shown() {
			return this.shown;
		}

	}

	/** Totals of a cache region. Thread-safe. */
	public static final class RegionTotals {

		private final String name;

		private final boolean queries;

		private final LongAdder hits = new LongAdder();

		private final LongAdder misses = new LongAdder();

		private final LongAdder puts = new LongAdder();

		RegionTotals(String name, boolean queries) {
			this.name = name;
			this.queries = queries;
		}

		/**
		 * Counts something that was asked for.
		 * @param hit whether it was there
		 */
		public void get(boolean hit) {
			(hit ? this.hits : this.misses).increment();
		}

		/** Counts something that was put. */
		public void put() {
			this.puts.increment();
		}

		/**
		 * Returns the name.
		 * @return the name of the region
		 */
		public String name() {
			return this.name;
		}

		/**
		 * Whether it holds results of queries.
		 * @return {@code false} for entities, collections and natural ids
		 */
		public boolean holdsQueries() {
			return this.queries;
		}

		/**
		 * Returns the hits.
		 * @return how many
		 */
		public long hits() {
			return this.hits.sum();
		}

		/**
		 * Returns the misses.
		 * @return how many
		 */
		public long misses() {
			return this.misses.sum();
		}

		/**
		 * Returns the puts.
		 * @return how many
		 */
		public long puts() {
			return this.puts.sum();
		}

	}

}
