package io.perfstarter.boot.resource;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import org.jspecify.annotations.Nullable;

/**
 * Reads Hikari's pools.
 */
final class HikariReader implements PoolReader {

	@Override
	public @Nullable DataSource find(DataSource dataSource) {
		return PoolReader.find(dataSource, HikariDataSource.class);
	}

	@Override
	public Object identity(DataSource found) {
		HikariPoolMXBean pool = ((HikariDataSource) found).getHikariPoolMXBean();
		return (pool != null) ? pool : found;
	}

	@Override
	public ResourceSample read(String name, DataSource found) {
		HikariDataSource dataSource = (HikariDataSource) found;
		ResourceSample sample = new ResourceSample(ResourceKind.POOL, name, "hikari").set(ResourceFigure.POOL_MAX,
				dataSource.getMaximumPoolSize());
		// Made with the first connection
		HikariPoolMXBean pool = dataSource.getHikariPoolMXBean();
		if (pool != null && !dataSource.isClosed()) {
			sample.set(ResourceFigure.POOL_ACTIVE, pool.getActiveConnections())
				.set(ResourceFigure.POOL_IDLE, pool.getIdleConnections())
				.set(ResourceFigure.POOL_PENDING, pool.getThreadsAwaitingConnection());
		}
		return sample;
	}

}
