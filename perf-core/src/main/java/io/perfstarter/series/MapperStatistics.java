package io.perfstarter.series;

import org.jspecify.annotations.Nullable;

/**
 * What an object-relational mapper tells to its own statistics only. Counts are since
 * those were switched on or cleared.
 *
 * @param enabled whether they are switched on
 * @param enabledBy what switches them on
 * @param figures what they say; {@code null} if they are off
 */
public record MapperStatistics(boolean enabled, String enabledBy, @Nullable Figures figures) {

	/**
	 * What they say.
	 *
	 * @param queryPlanCacheHits queries whose plan was there
	 * @param queryPlanCacheMisses queries that had to be planned
	 * @param queryExecutions queries in the mapper's language that were run
	 * @param queryExecutionMaxNanos the slowest of them
	 * @param slowestQuery its text
	 * @param preparedStatements JDBC statements that were prepared
	 * @param entityFetches entities that took a query of their own
	 * @param collectionFetches collections that took a query of their own
	 * @param sessionsOpened sessions, those without state included
	 * @param transactions transactions that were completed
	 * @param successfulTransactions those of them that were committed
	 */
	public record Figures(long queryPlanCacheHits, long queryPlanCacheMisses, long queryExecutions,
			long queryExecutionMaxNanos, @Nullable String slowestQuery, long preparedStatements, long entityFetches,
			long collectionFetches, long sessionsOpened, long transactions, long successfulTransactions) {

	}

	/** Where they come from. */
	@FunctionalInterface
	public interface Source {

		/**
		 * Reads them.
		 * @return what they say now, or {@code null} if they are gone
		 */
		@Nullable MapperStatistics read();

	}

}
