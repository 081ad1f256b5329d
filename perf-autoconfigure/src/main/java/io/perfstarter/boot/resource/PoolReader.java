package io.perfstarter.boot.resource;

import java.sql.SQLException;

import javax.sql.DataSource;

import io.perfstarter.series.ResourceSample;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of connection pool. Never makes a pool that is not there yet, and never
 * asks one for a connection.
 */
interface PoolReader {

	/**
	 * Finds a pool of this kind.
	 * @param dataSource a data source
	 * @return the data source itself or the one behind it, or {@code null} if it is not
	 * of this kind
	 */
	@Nullable DataSource find(DataSource dataSource);

	/**
	 * Returns what tells a pool from others: the same for a data source and for its
	 * proxies.
	 * @param found what was found
	 * @return the pool
	 */
	Object identity(DataSource found);

	/**
	 * Reads a pool.
	 * @param name what to call it
	 * @param found what was found
	 * @return what was read
	 */
	ResourceSample read(String name, DataSource found);

	/** Finds a data source of a type, which may be behind others. */
	static @Nullable DataSource find(DataSource dataSource, Class<? extends DataSource> type) {
		if (type.isInstance(dataSource)) {
			return dataSource;
		}
		try {
			return dataSource.isWrapperFor(type) ? dataSource.unwrap(type) : null;
		}
		catch (SQLException | RuntimeException ex) {
			return null;
		}
	}

}
