package io.perfstarter.series;

import io.perfstarter.trace.Persistence;
import io.perfstarter.trace.Persistence.Count;
import org.jspecify.annotations.Nullable;

/**
 * What an object-relational mapper did in an execution that was kept. Immutable.
 */
public final class PersistenceCounts {

	private static final Count[] COUNTS = Count.values();

	private final long[] values = new long[COUNTS.length];

	private final int maxLoads;

	private final @Nullable String repeatedEntity;

	private PersistenceCounts(Persistence persistence) {
		for (Count count : COUNTS) {
			this.values[count.ordinal()] = persistence.get(count);
		}
		this.maxLoads = persistence.maxLoads();
		this.repeatedEntity = persistence.repeatedEntity();
	}

	static @Nullable PersistenceCounts of(@Nullable Persistence persistence) {
		return (persistence != null) ? new PersistenceCounts(persistence) : null;
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
	 * @return the name of the entity, or {@code null} if none was loaded again and again
	 */
	public @Nullable String repeatedEntity() {
		return this.repeatedEntity;
	}

}
