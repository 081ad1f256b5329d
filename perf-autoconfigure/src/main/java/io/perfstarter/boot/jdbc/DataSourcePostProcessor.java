package io.perfstarter.boot.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

/**
 * Puts a measured data source in the place of every {@code DataSource} bean. Runs before
 * anything else that may wrap the bean, and never asks it for a connection, so that what
 * is lazy stays lazy.
 */
final class DataSourcePostProcessor implements BeanPostProcessor, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(DataSourcePostProcessor.class);

	private static final boolean SPRING_JDBC = ClassUtils.isPresent(
			"org.springframework.jdbc.datasource.DelegatingDataSource", DataSourcePostProcessor.class.getClassLoader());

	private static final String SCOPED_TARGET = "scopedTarget.";

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<JdbcMeters> meters;

	private final Set<String> exclude;

	DataSourcePostProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<JdbcMeters> meters,
			List<String> exclude) {
		this.beanFactory = beanFactory;
		this.meters = meters;
		this.exclude = Set.copyOf(exclude);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof DataSource dataSource) || bean instanceof SpringProxy || this.exclude.contains(beanName)
				|| MeasuredDataSources.isMeasured(bean) || (SPRING_JDBC && Delegation.isMeasured(dataSource))) {
			return bean;
		}
		boolean byClass = isWantedByClass(bean.getClass(), beanName);
		if (byClass && !MeasuredDataSources.canExtend(bean.getClass())) {
			logger.info(
					"The data source '{}' is not measured: its class {} cannot be extended, and the bean is "
							+ "declared by it. Declare it as javax.sql.DataSource to have it measured.",
					beanName, bean.getClass().getName());
			return bean;
		}
		JdbcMeters meters = this.meters.getIfAvailable();
		if (meters == null) {
			return bean;
		}
		try {
			return MeasuredDataSources.wrap(dataSource, meters.meter(name(beanName)), !byClass);
		}
		catch (RuntimeException | LinkageError ex) {
			meters.guard().swallowed("jdbc", ex);
			return bean;
		}
	}

	/** The target of a scoped proxy goes by the proxy's name. */
	private static String name(String beanName) {
		return beanName.startsWith(SCOPED_TARGET) ? beanName.substring(SCOPED_TARGET.length()) : beanName;
	}

	/** Whether the bean's declared type is a class, so that an interface would not do. */
	private boolean isWantedByClass(Class<?> type, String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return true;
		}
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		ResolvableType declared = definition.getResolvableType();
		ResolvableType factory = declared.as(FactoryBean.class);
		Class<?> declaredClass = ((factory != ResolvableType.NONE) ? factory.getGeneric() : declared).resolve(type);
		return !declaredClass.isInterface();
	}

	/**
	 * Data sources of Spring's that only hand on to others; where those are measured,
	 * that is enough.
	 */
	private static final class Delegation {

		static boolean isMeasured(DataSource dataSource) {
			if (dataSource instanceof DelegatingDataSource delegating) {
				DataSource target = delegating.getTargetDataSource();
				return target != null && (MeasuredDataSources.isMeasured(target) || isMeasured(target));
			}
			if (dataSource instanceof AbstractRoutingDataSource routing) {
				return areMeasured(routing);
			}
			return false;
		}

		private static boolean areMeasured(AbstractRoutingDataSource routing) {
			List<DataSource> targets = new ArrayList<>();
			try {
				targets.addAll(routing.getResolvedDataSources().values());
			}
			catch (IllegalStateException ex) {
				// Routes in a way of its own
				return false;
			}
			if (routing.getResolvedDefaultDataSource() != null) {
				targets.add(routing.getResolvedDefaultDataSource());
			}
			return !targets.isEmpty() && targets.stream()
				.allMatch((target) -> MeasuredDataSources.isMeasured(target) || isMeasured(target));
		}

	}

}
