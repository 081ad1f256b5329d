package io.perfstarter.boot.resource;

import javax.sql.DataSource;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pools of Commons DBCP.
 */
final class DbcpReader implements PoolReader {

	@Override
	public @Nullable DataSource find(DataSource dataSource) {
		return PoolReader.find(dataSource, BasicDataSource.class);
	}

	@Override
	public Object identity(DataSource found) {
		GenericObjectPool<?> pool = ((BasicDataSource) found).getConnectionPool();
		return (pool != null) ? pool : found;
	}

	@Override
	public ResourceSample read(String name, DataSource found) {
		BasicDataSource dataSource = (BasicDataSource) found;
		ResourceSample sample = new ResourceSample(ResourceKind.POOL, name, "dbcp2");
		// Made with the first connection; asked for its own size, since the data source
		// answers under the lock that it holds while it connects
		GenericObjectPool<?> pool = dataSource.getConnectionPool();
		if (pool != null) {
			sample.set(ResourceFigure.POOL_ACTIVE, pool.getNumActive())
				.set(ResourceFigure.POOL_IDLE, pool.getNumIdle())
				.set(ResourceFigure.POOL_PENDING, pool.getNumWaiters())
				.set(ResourceFigure.POOL_MAX, pool.getMaxTotal());
		}
		return sample;
	}

}
