package io.perfstarter.analysis;

import java.util.List;
import java.util.regex.Pattern;

import io.perfstarter.series.MapperStatistics;
import io.perfstarter.series.MapperStatistics.Figures;
import io.perfstarter.series.PersistenceUnit;
import io.perfstarter.series.PersistenceUnit.CollectionTotals;
import io.perfstarter.series.PersistenceUnit.EntityTotals;
import io.perfstarter.series.PersistenceUnit.RegionTotals;
import io.perfstarter.series.PersistenceUnits;
import io.perfstarter.sql.SqlDialect;
import io.perfstarter.sql.SqlNormalizer;
import io.perfstarter.trace.Persistence.Count;
import org.jspecify.annotations.Nullable;

/**
 * What object-relational mappers did since the start of the application.
 *
 * @param total how many factories there are
 * @param pagedInMemory queries of executions whose limit was applied in memory
 * @param factories each of them
 */
public record PersistenceReport(int total, long pagedInMemory, List<Factory> factories) {

	static PersistenceReport of(PersistenceUnits persistence) {
		List<PersistenceUnit> units = persistence.all();
		return new PersistenceReport(units.size(), persistence.pagedInMemoryCount(),
				units.stream().map(Factory::of).toList());
	}

	/**
	 * One factory.
	 *
	 * @param name the name of its bean
	 * @param sessions sessions opened; absent if that is not told
	 * @param transactions transactions completed; absent if that is not told
	 * @param flushes flushes
	 * @param totals entities, all together
	 * @param collectionsInitialized collections that were initialised
	 * @param optimisticLockFailures changes refused because somebody else had made one
	 * @param secondLevelCache the cache of entities and collections; absent if unused
	 * @param queryCache the cache of query results; absent if unused
	 * @param entities entities that were used
	 * @param collections collections that were initialised
	 * @param statistics what the mapper tells to its own statistics only
	 */
	public record Factory(String name, @Nullable Long sessions, @Nullable Long transactions, Flushes flushes,
			Entities totals, long collectionsInitialized, long optimisticLockFailures, @Nullable Cache secondLevelCache,
			@Nullable Cache queryCache, List<Entity> entities, List<Collection> collections,
			@Nullable Statistics statistics) {

		static Factory of(PersistenceUnit unit) {
			boolean told = unit.areSessionsKnown();
			return new Factory(unit.name(), told ? unit.get(Count.SESSIONS) : null,
					told ? unit.get(Count.TRANSACTIONS) : null, Flushes.of(unit),
					new Entities(unit.get(Count.ENTITIES_LOADED), unit.get(Count.ENTITIES_INSERTED),
							unit.get(Count.ENTITIES_UPDATED), unit.get(Count.ENTITIES_DELETED)),
					unit.get(Count.COLLECTIONS_INITIALIZED), unit.get(Count.OPTIMISTIC_LOCK_FAILURES),
					Cache.of(unit, false), Cache.of(unit, true), unit.entities().stream().map(Entity::of).toList(),
					unit.collections().stream().map(Collection::of).toList(), Statistics.of(unit.statistics()));
		}

	}

	/**
	 * Flushes, those before queries included that had something to write.
	 *
	 * @param count how many
	 * @param totalMs their time, and that of looking whether one is needed
	 * @param avgMs that time for each
	 * @param dirtyChecked entities that were looked at for changes
	 * @param dirtyCheckedAvg those for each
	 */
	public record Flushes(long count, double totalMs, @Nullable Double avgMs, long dirtyChecked,
			@Nullable Double dirtyCheckedAvg) {

		static Flushes of(PersistenceUnit unit) {
			long count = unit.get(Count.FLUSHES);
			long nanos = unit.get(Count.FLUSH_NANOS);
			long checked = unit.get(Count.DIRTY_CHECKED);
			return new Flushes(count, Units.millis(nanos), Units.average(nanos, count), checked,
					Units.mean(checked, count));
		}

	}

	/**
	 * Entities of all kinds.
	 *
	 * @param loaded loaded from rows
	 * @param inserted inserted
	 * @param updated updated
	 * @param deleted deleted
	 */
	public record Entities(long loaded, long inserted, long updated, long deleted) {

	}

	/**
	 * One kind of entity.
	 *
	 * @param entity its full name
	 * @param loaded loaded from rows
	 * @param inserted inserted
	 * @param updated updated
	 * @param deleted deleted
	 * @param optimisticLockFailures changes refused because somebody else had made one
	 */
	public record Entity(String entity, long loaded, long inserted, long updated, long deleted,
			long optimisticLockFailures) {

		static Entity of(EntityTotals totals) {
			return new Entity(totals.name(), totals.get(Count.ENTITIES_LOADED), totals.get(Count.ENTITIES_INSERTED),
					totals.get(Count.ENTITIES_UPDATED), totals.get(Count.ENTITIES_DELETED),
					totals.get(Count.OPTIMISTIC_LOCK_FAILURES));
		}

	}

	/**
	 * One collection.
	 *
	 * @param role its entity and property
	 * @param initialized how often one was initialised
	 */
	public record Collection(String role, long initialized) {

		static Collection of(CollectionTotals totals) {
			return new Collection(totals.shown(), totals.initialized());
		}

	}

	/**
	 * A cache.
	 *
	 * @param hits what was there
	 * @param misses what was not
	 * @param puts what was put
	 * @param hitRatio hits of all that was asked for
	 * @param regions its regions
	 */
	public record Cache(long hits, long misses, long puts, @Nullable Double hitRatio, List<Region> regions) {

		static @Nullable Cache of(PersistenceUnit unit, boolean queries) {
			List<Region> regions = unit.regions()
				.stream()
				.filter((region) -> region.holdsQueries() == queries)
				.map(Region::of)
				.toList();
			if (regions.isEmpty()) {
				return null;
			}
			long hits = unit.get(queries ? Count.QUERY_CACHE_HITS : Count.CACHE_HITS);
			long misses = unit.get(queries ? Count.QUERY_CACHE_MISSES : Count.CACHE_MISSES);
			return new Cache(hits, misses, unit.get(queries ? Count.QUERY_CACHE_PUTS : Count.CACHE_PUTS),
					Units.ratio(hits, hits + misses), regions);
		}

	}

	/**
	 * A region of a cache.
	 *
	 * @param region its name
	 * @param hits what was there
	 * @param misses what was not
	 * @param puts what was put
	 * @param hitRatio hits of all that was asked for
	 */
	public record Region(String region, long hits, long misses, long puts, @Nullable Double hitRatio) {

		static Region of(RegionTotals totals) {
			return new Region(totals.name(), totals.hits(), totals.misses(), totals.puts(),
					Units.ratio(totals.hits(), totals.hits() + totals.misses()));
		}

	}

	/**
	 * What the mapper tells to its own statistics only.
	 *
	 * @param enabled whether they are switched on
	 * @param detail how to switch them on, if they are not
	 * @param queryPlanCacheHits queries whose plan was there
	 * @param queryPlanCacheMisses queries that had to be planned
	 * @param queryExecutions queries in the mapper's language that were run
	 * @param queryExecutionMaxMs the slowest of them
	 * @param slowestQuery its text without values, at most {@value #MAX_TEXT} characters
	 * @param preparedStatements JDBC statements that were prepared
	 * @param entityFetches entities that took a query of their own
	 * @param collectionFetches collections that took a query of their own
	 * @param sessionsOpened sessions, those without state included
	 * @param transactions transactions that were completed
	 * @param successfulTransactions those of them that were committed
	 */
	public record Statistics(boolean enabled, @Nullable String detail, @Nullable Long queryPlanCacheHits,
			@Nullable Long queryPlanCacheMisses, @Nullable Long queryExecutions, @Nullable Double queryExecutionMaxMs,
			@Nullable String slowestQuery, @Nullable Long preparedStatements, @Nullable Long entityFetches,
			@Nullable Long collectionFetches, @Nullable Long sessionsOpened, @Nullable Long transactions,
			@Nullable Long successfulTransactions) {

		private static final int MAX_TEXT = 1000;

		private static final Pattern QUOTE = Pattern.compile("['\"]");

		private static final Pattern QUOTED = Pattern.compile("\"[^\"]*(?:\"|$)");

		static @Nullable Statistics of(@Nullable MapperStatistics statistics) {
			if (statistics == null) {
				return null;
			}
			Figures figures = statistics.figures();
			if (figures == null) {
				return new Statistics(false,
						"The query plan cache and what else only Hibernate's own statistics tell is unknown, as they are off; "
								+ statistics.enabledBy() + " turns them on.",
						null, null, null, null, null, null, null, null, null, null, null);
			}
			return new Statistics(true, null, figures.queryPlanCacheHits(), figures.queryPlanCacheMisses(),
					figures.queryExecutions(), Units.millis(figures.queryExecutionMaxNanos()),
					withoutValues(figures.slowestQuery()), figures.preparedStatements(), figures.entityFetches(),
					figures.collectionFetches(), figures.sessionsOpened(), figures.transactions(),
					figures.successfulTransactions());
		}

		/**
		 * Takes the values away. Double quotes enclose names in SQL, but values in the
		 * mapper's language; what a backslash before a quote means depends on the
		 * database.
		 */
		private static @Nullable String withoutValues(@Nullable String query) {
			if (query == null) {
				return null;
			}
			String clear = (query.indexOf('\\') >= 0) ? QUOTE.split(query, 2)[0] + '…' : query;
			String text = QUOTED.matcher(SqlNormalizer.normalize(clear, SqlDialect.STANDARD).text()).replaceAll("?");
			return (text.length() > MAX_TEXT) ? text.substring(0, MAX_TEXT - 1) + '…' : text;
		}

	}

}
