package io.perfstarter.boot.propagation;

import io.micrometer.context.ContextRegistry;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Credits what other threads do to the execution that caused it. Comes last, so that
 * nobody's condition on a missing {@code TaskDecorator} sees ours.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnBean(Tracer.class)
@ConditionalOnBooleanProperty(name = "performance.propagation.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PropagationProperties.class)
public final class PropagationAutoConfiguration {

	/**
	 * Boot composes it with the application's decorators. Whoever asks for one decorator
	 * gets the application's, if it has one.
	 */
	@Bean
	@Fallback
	@ConditionalOnMissingBean(name = "performanceTaskDecorator")
	ExecutionTaskDecorator performanceTaskDecorator(Tracer tracer, Guard guard) {
		return new ExecutionTaskDecorator(tracer, guard);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ExecutorPostProcessor performanceExecutorPostProcessor(ObjectProvider<ExecutionTaskDecorator> decorator) {
		return new ExecutorPostProcessor(decorator);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextRegistry.class)
	static class ContextPropagation {

		/** Nobody asks for it, so it may not wait for that. */
		@Bean
		@Lazy(false)
		ExecutionAccessor performanceExecutionAccessor(Tracer tracer, Guard guard) {
			return new ExecutionAccessor(ContextRegistry.getInstance(), tracer, guard).register();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ DispatcherServlet.class, WebMvcConfigurer.class })
	static class Servlet {

		/** First, so that it is the last that hears of a result before it is sent. */
		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		WebMvcConfigurer performanceAsyncConfigurer(Tracer tracer, Guard guard) {
			return new AsyncConfigurer(new AsyncHandlers(new AsyncRequests(tracer, guard), guard));
		}

	}

	private record AsyncConfigurer(AsyncHandlers handlers) implements WebMvcConfigurer {

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			registry.addInterceptor(this.handlers).order(Ordered.HIGHEST_PRECEDENCE);
		}

	}

}
