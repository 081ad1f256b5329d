package io.perfstarter.boot.resource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Reads the pools behind the application's data sources, each once, by the name of the
 * bean that is the pool where there is one. Makes no bean: what is lazy stays lazy.
 */
final class PoolSampler implements ResourceSampler {

	private static final boolean SPRING_JDBC = ClassUtils.isPresent(
			"org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource", PoolSampler.class.getClassLoader());

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<PoolReader> readers;

	PoolSampler(ConfigurableListableBeanFactory beanFactory, List<PoolReader> readers) {
		this.beanFactory = beanFactory;
		this.readers = readers;
	}

	@Override
	public void sample(ResourceStore store) {
		Map<String, DataSource> dataSources = dataSources();
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		List<Runnable> wrappers = new ArrayList<>();
		for (PoolReader reader : this.readers) {
			dataSources.forEach((name, dataSource) -> {
				DataSource found = reader.find(dataSource);
				if (found == dataSource) {
					read(store, reader, name, found, seen);
				}
				else if (found != null) {
					wrappers.add(() -> read(store, reader, name, found, seen));
				}
			});
		}
		wrappers.forEach(Runnable::run);
	}

	private static void read(ResourceStore store, PoolReader reader, String name, DataSource found, Set<Object> seen) {
		if (seen.add(reader.identity(found))) {
			store.add(reader.read(name, found));
		}
	}

	private Map<String, DataSource> dataSources() {
		Map<String, DataSource> found = Beans.existing(this.beanFactory, DataSource.class);
		if (SPRING_JDBC) {
			found.values().removeIf(Routing::isRouting);
		}
		return found;
	}

	/** What is behind such a data source is for the application's code to say. */
	private static final class Routing {

		static boolean isRouting(DataSource dataSource) {
			return dataSource instanceof org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
		}

	}

}
