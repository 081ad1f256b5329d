package io.perfstarter.boot.step;

import io.perfstarter.boot.Performance;
import io.perfstarter.boot.UserApiAutoConfiguration;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Measures methods that are annotated with {@code @Monitored}.
 */
@AutoConfiguration(after = UserApiAutoConfiguration.class)
@ConditionalOnBean({ Tracer.class, Performance.class })
@ConditionalOnBooleanProperty(name = "performance.step.enabled", matchIfMissing = true)
@EnableConfigurationProperties(StepProperties.class)
public final class StepAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MonitoredPostProcessor performanceMonitoredPostProcessor(ObjectProvider<Performance> performance,
			ObjectProvider<Guard> guard, Environment environment) {
		MonitoredPostProcessor processor = new MonitoredPostProcessor(new MonitoredInterceptor(performance, guard));
		// As everything else in the application is proxied
		processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		return processor;
	}

}
