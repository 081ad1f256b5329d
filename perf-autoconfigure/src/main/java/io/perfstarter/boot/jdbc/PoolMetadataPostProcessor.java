package io.perfstarter.boot.jdbc;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

/**
 * Lets Boot's pool metrics look at the pool itself: they read fields of the data source,
 * and those of a generated subclass are empty.
 */
final class PoolMetadataPostProcessor implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// Boot's providers are lambdas; one that has a class may be injected by it.
		if (bean instanceof DataSourcePoolMetadataProvider provider && bean.getClass().isHidden()) {
			return (DataSourcePoolMetadataProvider) (dataSource) -> {
				DataSource target = MeasuredDataSources.unwrap(dataSource);
				return provider.getDataSourcePoolMetadata((target != null) ? target : dataSource);
			};
		}
		return bean;
	}

}
