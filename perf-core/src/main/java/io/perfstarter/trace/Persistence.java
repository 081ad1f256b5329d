package io.perfstarter.trace;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What an object-relational mapper did in one execution. Not thread-safe.
 */
public final class Persistence {

	/** A row that is loaded this often in one execution is loaded again and again. */
	public static final int REPEATED_LOADS = 5;

	private static final int ROWS = 1024;

	private static final Count[] COUNTS = Count.values();

	private final long[] values = new long[COUNTS.length];

	private boolean used;

	// How often each row was loaded: a hash table that is not grown

	private int @Nullable [] keys;

	/** Of each place the id, since ids of several parts often have the same hash. */
	private @Nullable Object[] ids = new Object[0];

	private int[] loads = new int[0];

	/** Which places of the table are taken, to be cleared without touching all. */
	private int[] taken = new int[0];

	private int rows;

	private int maxLoads;

	private @Nullable String repeatedEntity;

	Persistence() {
	}

	/**
	 * Adds to a count.
	 * @param count which
	 * @param value how much
	 */
	public void add(Count count, long value) {
		this.values[count.ordinal()] += value;
		this.used = true;
	}

	/**
	 * Counts an entity that was loaded from a row.
	 * @param entity the name of the entity
	 * @param id its id; kept until the execution has ended
	 */
	public void loaded(String entity, Object id) {
		add(Count.ENTITIES_LOADED, 1);
		int[] keys = this.keys;
		if (keys == null) {
			keys = new int[ROWS * 2];
			this.keys = keys;
			this.ids = new Object[ROWS * 2];
			this.loads = new int[ROWS * 2];
			this.taken = new int[ROWS];
		}
		int key = 31 * entity.hashCode() + id.hashCode();
		key = (key != 0) ? key : 1;
		int slot = (key * 0x9E3779B9) >>> (32 - Integer.bitCount(keys.length - 1));
		while (keys[slot] != 0 && (keys[slot] != key || !id.equals(this.ids[slot]))) {
			slot = (slot + 1) & (keys.length - 1);
		}
		if (keys[slot] == 0) {
			if (this.rows == ROWS) {
				return;
			}
			this.taken[this.rows++] = slot;
			keys[slot] = key;
			this.ids[slot] = id;
		}
		int loads = ++this.loads[slot];
		if (loads > this.maxLoads) {
			this.maxLoads = loads;
			if (loads >= REPEATED_LOADS) {
				this.repeatedEntity = entity;
			}
		}
	}

	/**
	 * Returns a count.
	 * @param count which
	 * @return how much
	 */
	public long get(Count count) {
		return this.values[count.ordinal()];
	}

	/**
	 * Returns how often the row was loaded that was loaded most often.
	 * @return its loads
	 */
	public int maxLoads() {
		return this.maxLoads;
	}

	/**
	 * Returns whose row was loaded most often.
	 * @return the name of the entity, or {@code null} if none was loaded
	 * {@value #REPEATED_LOADS} times
	 */
	public @Nullable String repeatedEntity() {
		return this.repeatedEntity;
	}

	boolean isUsed() {
		return this.used;
	}

	void absorb(Persistence other) {
		for (Count count : COUNTS) {
			this.values[count.ordinal()] += other.values[count.ordinal()];
		}
		this.used |= other.used;
		if (other.maxLoads > this.maxLoads) {
			this.maxLoads = other.maxLoads;
			this.repeatedEntity = other.repeatedEntity;
		}
	}

	void clear() {
		if (!this.used) {
			return;
		}
		Arrays.fill(this.values, 0);
		if (this.keys != null) {
			for (int i = 0; i < this.rows; i++) {
				this.keys[this.taken[i]] = 0;
				this.ids[this.taken[i]] = null;
				this.loads[this.taken[i]] = 0;
			}
			this.rows = 0;
		}
		this.maxLoads = 0;
		this.repeatedEntity = null;
		this.used = false;
	}

	/** What is counted. */
	public enum Count {

		/** Entities loaded from rows. */
		ENTITIES_LOADED,

		/** Entities inserted. */
		ENTITIES_INSERTED,

		/** Entities updated. */
		ENTITIES_UPDATED,

		/** Entities deleted. */
		ENTITIES_DELETED,

		/** Collections initialised. */
		COLLECTIONS_INITIALIZED,

		/** Sessions opened. */
		SESSIONS,

		/** Transactions completed. */
		TRANSACTIONS,

		/** Flushes, those before queries included that had something to write. */
		FLUSHES,

		/**
		 * The time of flushes, in nanoseconds, and of looking whether one is needed.
		 */
		FLUSH_NANOS,

		/** Entities that were looked at for changes. */
		DIRTY_CHECKED,

		/** Hits of the second-level cache. */
		CACHE_HITS,

		/** Misses of the second-level cache. */
		CACHE_MISSES,

		/** Puts into the second-level cache. */
		CACHE_PUTS,

		/** Hits of the query cache. */
		QUERY_CACHE_HITS,

		/** Misses of the query cache. */
		QUERY_CACHE_MISSES,

		/** Puts into the query cache. */
		QUERY_CACHE_PUTS,

		/** Changes refused because somebody else had made one. */
		OPTIMISTIC_LOCK_FAILURES,

		/** Queries for eager associations that no query had asked for. */
		EAGER_LOADS,

		/** Queries whose limit was applied in memory. */
		PAGED_IN_MEMORY

	}

}
