package io.perfstarter.analysis;

import io.perfstarter.series.PersistenceCounts;
import io.perfstarter.trace.Persistence.Count;
import org.jspecify.annotations.Nullable;

/**
 * What an object-relational mapper did in one execution. What it did not do is absent.
 *
 * @param sessions sessions opened
 * @param transactions transactions completed
 * @param flushes flushes, those before queries included that had something to write
 * @param flushMs the time of flushes and of looking whether one is needed
 * @param dirtyChecked entities that were looked at for changes
 * @param entitiesLoaded entities loaded from rows
 * @param entitiesInserted entities inserted
 * @param entitiesUpdated entities updated
 * @param entitiesDeleted entities deleted
 * @param collectionsInitialized collections that were initialised
 * @param eagerLoads queries for eager associations that no query had asked for
 * @param cacheHits hits of the second-level cache
 * @param cacheMisses misses of the second-level cache
 * @param cachePuts puts into the second-level cache
 * @param queryCacheHits hits of the query cache
 * @param queryCacheMisses misses of the query cache
 * @param queryCachePuts puts into the query cache
 * @param optimisticLockFailures changes refused because somebody else had made one
 * @param pagedInMemory queries whose limit was applied in memory
 * @param repeatedEntity the entity of which one row was loaded again and again
 * @param repeatedLoads how often
 */
public record PersistenceFigures(@Nullable Long sessions, @Nullable Long transactions, @Nullable Long flushes,
		@Nullable Double flushMs, @Nullable Long dirtyChecked, @Nullable Long entitiesLoaded,
		@Nullable Long entitiesInserted, @Nullable Long entitiesUpdated, @Nullable Long entitiesDeleted,
		@Nullable Long collectionsInitialized, @Nullable Long eagerLoads, @Nullable Long cacheHits,
		@Nullable Long cacheMisses, @Nullable Long cachePuts, @Nullable Long queryCacheHits,
		@Nullable Long queryCacheMisses, @Nullable Long queryCachePuts, @Nullable Long optimisticLockFailures,
		@Nullable Long pagedInMemory, @Nullable String repeatedEntity, @Nullable Integer repeatedLoads) {

	static @Nullable PersistenceFigures of(@Nullable PersistenceCounts counts) {
		if (counts == null) {
			return null;
		}
		boolean repeated = counts.repeatedEntity() != null;
		return new PersistenceFigures(some(counts, Count.SESSIONS), some(counts, Count.TRANSACTIONS),
				some(counts, Count.FLUSHES),
				Units.millisIf(counts.get(Count.FLUSH_NANOS) > 0, counts.get(Count.FLUSH_NANOS)),
				some(counts, Count.DIRTY_CHECKED), some(counts, Count.ENTITIES_LOADED),
				some(counts, Count.ENTITIES_INSERTED), some(counts, Count.ENTITIES_UPDATED),
				some(counts, Count.ENTITIES_DELETED), some(counts, Count.COLLECTIONS_INITIALIZED),
				some(counts, Count.EAGER_LOADS), some(counts, Count.CACHE_HITS), some(counts, Count.CACHE_MISSES),
				some(counts, Count.CACHE_PUTS), some(counts, Count.QUERY_CACHE_HITS),
				some(counts, Count.QUERY_CACHE_MISSES), some(counts, Count.QUERY_CACHE_PUTS),
				some(counts, Count.OPTIMISTIC_LOCK_FAILURES), some(counts, Count.PAGED_IN_MEMORY),
				counts.repeatedEntity(), repeated ? counts.maxLoads() : null);
	}

	private static @Nullable Long some(PersistenceCounts counts, Count count) {
		long value = counts.get(count);
		return (value != 0) ? value : null;
	}

}
