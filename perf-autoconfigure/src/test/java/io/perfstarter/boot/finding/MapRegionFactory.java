package io.perfstarter.boot.finding;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cache.cfg.spi.DomainDataRegionBuildingContext;
import org.hibernate.cache.cfg.spi.DomainDataRegionConfig;
import org.hibernate.cache.spi.support.DomainDataStorageAccess;
import org.hibernate.cache.spi.support.RegionFactoryTemplate;
import org.hibernate.cache.spi.support.StorageAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * A second-level cache in maps.
 */
public class MapRegionFactory extends RegionFactoryTemplate {

	@Override
	protected DomainDataStorageAccess createDomainDataStorageAccess(DomainDataRegionConfig config,
			DomainDataRegionBuildingContext context) {
		return new Store();
	}

	@Override
	protected StorageAccess createQueryResultsRegionStorageAccess(String name, SessionFactoryImplementor factory) {
		return new Store();
	}

	@Override
	protected StorageAccess createTimestampsRegionStorageAccess(String name, SessionFactoryImplementor factory) {
		return new Store();
	}

	@Override
	protected void prepareForUse(SessionFactoryOptions options, Map<String, Object> values) {
	}

	@Override
	protected void releaseFromUse() {
	}

	private static final class Store implements DomainDataStorageAccess {

		private final Map<Object, Object> values = new ConcurrentHashMap<>();

		@Override
		public Object getFromCache(Object key, SharedSessionContractImplementor session) {
			return this.values.get(key);
		}

		@Override
		public void putIntoCache(Object key, Object value, SharedSessionContractImplementor session) {
			this.values.put(key, value);
		}

		@Override
		public boolean contains(Object key) {
			return this.values.containsKey(key);
		}

		@Override
		public void evictData() {
			this.values.clear();
		}

		@Override
		public void evictData(Object key) {
			this.values.remove(key);
		}

		@Override
		public void release() {
		}

	}

}
