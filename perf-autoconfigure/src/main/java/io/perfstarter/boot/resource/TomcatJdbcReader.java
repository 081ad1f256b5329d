package io.perfstarter.boot.resource;

import javax.sql.DataSource;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import org.apache.tomcat.jdbc.pool.ConnectionPool;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pools of Tomcat JDBC. The pool is made, and connects, when it is asked for;
 * only once it has connections is it known to be there.
 */
final class TomcatJdbcReader implements PoolReader {

	@Override
	public @Nullable DataSource find(DataSource dataSource) {
		return PoolReader.find(dataSource, org.apache.tomcat.jdbc.pool.DataSource.class);
	}

	@Override
	public Object identity(DataSource found) {
		ConnectionPool pool = pool((DataSourceProxy) found);
		return (pool != null) ? pool : found;
	}

	private static @Nullable ConnectionPool pool(DataSourceProxy dataSource) {
		return (dataSource.getPoolSize() > 0) ? dataSource.getPool() : null;
	}

	@Override
	public ResourceSample read(String name, DataSource found) {
		DataSourceProxy dataSource = (DataSourceProxy) found;
		ResourceSample sample = new ResourceSample(ResourceKind.POOL, name, "tomcat").set(ResourceFigure.POOL_MAX,
				dataSource.getPoolProperties().getMaxActive());
		ConnectionPool pool = pool(dataSource);
		if (pool != null) {
			sample.set(ResourceFigure.POOL_ACTIVE, pool.getActive())
				.set(ResourceFigure.POOL_IDLE, pool.getIdle())
				.set(ResourceFigure.POOL_PENDING, pool.getWaitCount());
		}
		return sample;
	}

}
