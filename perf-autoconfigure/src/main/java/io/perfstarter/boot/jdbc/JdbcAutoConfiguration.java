package io.perfstarter.boot.jdbc;

import java.util.List;

import javax.sql.DataSource;

import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.Recorder;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.threshold.Thresholds;
import io.perfstarter.trace.CallSites;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Measures every data source.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@ConditionalOnClass(DataSource.class)
@ConditionalOnBean(Tracer.class)
@ConditionalOnBooleanProperty(name = "performance.jdbc.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JdbcProperties.class)
public final class JdbcAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CallSites performanceCallSites(JdbcProperties properties, BeanFactory beanFactory) {
		List<String> packages = properties.applicationPackages();
		if (packages.isEmpty() && AutoConfigurationPackages.has(beanFactory)) {
			packages = AutoConfigurationPackages.get(beanFactory);
		}
		return new CallSites(packages);
	}

	@Bean
	JdbcMeters performanceJdbcMeters(Tracer tracer, Recorder recorder, Guard guard, CallSites callSites,
			Thresholds thresholds, JdbcProperties properties, SeriesStore store) {
		return new JdbcMeters(new JdbcMeasuring(tracer, recorder, guard, callSites, new SlowQueryLog(),
				store.sqlStates(), thresholds.slowQuery().toNanos(), properties.includeParameters()), store);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DataSourcePostProcessor performanceDataSourcePostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<JdbcMeters> meters, Environment environment) {
		// Bound by hand: a bean of properties would be made before everything else is.
		List<String> exclude = Binder.get(environment)
			.bind("performance.jdbc.exclude", Bindable.listOf(String.class))
			.orElse(List.of());
		return new DataSourcePostProcessor(beanFactory, meters, exclude);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataSourcePoolMetadataProvider.class)
	static class PoolMetadata {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static PoolMetadataPostProcessor performancePoolMetadataPostProcessor() {
			return new PoolMetadataPostProcessor();
		}

	}

}
