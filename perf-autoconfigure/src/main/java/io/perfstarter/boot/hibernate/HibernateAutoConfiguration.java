package io.perfstarter.boot.hibernate;

import ch.qos.logback.classic.LoggerContext;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;

/**
 * Measures what Hibernate does.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@ConditionalOnClass({ EntityManagerFactory.class, SessionFactoryImplementor.class })
@ConditionalOnBean(Tracer.class)
@ConditionalOnBooleanProperty(name = "performance.hibernate.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HibernateProperties.class)
public final class HibernateAutoConfiguration {

	@Bean
	FactoryMeasuring performanceFactoryMeasuring(Tracer tracer, Guard guard, SeriesStore store) {
		return new FactoryMeasuring(tracer, guard, store);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static FactoryPostProcessor performanceFactoryPostProcessor(ObjectProvider<FactoryMeasuring> measuring) {
		return new FactoryPostProcessor(measuring);
	}

	/** Nobody asks for it. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LoggerContext.class)
	static class Logback {

		@Bean
		@Lazy(false)
		PagingWatch performancePagingWatch(Tracer tracer, Guard guard, SeriesStore store) {
			PagingWatch watch = new PagingWatch(tracer, guard, store.persistenceUnits());
			watch.watch();
			return watch;
		}

	}

}
