package io.perfstarter.boot.request;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.threshold.Thresholds;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Tracer;
import jakarta.servlet.DispatcherType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Measures HTTP requests.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@ConditionalOnBean(Tracer.class)
@ConditionalOnBooleanProperty(name = "performance.request.enabled", matchIfMissing = true)
public final class RequestAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ DispatcherServlet.class, DispatcherServletRegistrationBean.class })
	@EnableConfigurationProperties(RequestProperties.class)
	static class Servlet {

		/**
		 * Behind forwarded headers and observations, far in front of Spring Security
		 * (-100).
		 */
		private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

		@Bean
		@ConditionalOnMissingBean
		Operations performanceOperations(ObjectProvider<DispatcherServletRegistrationBean> dispatchers) {
			Set<String> names = new HashSet<>(Set.of("dispatcherServlet"));
			dispatchers.forEach((dispatcher) -> names.add(dispatcher.getServletName()));
			return new Operations(names);
		}

		@Bean
		@ConditionalOnMissingBean
		RequestFilter performanceRequestFilter(Tracer tracer, Guard guard, NanoClock clock,
				RequestProperties properties, Operations operations, AwaitedErrors awaitedErrors,
				BeanFactory beanFactory, Environment environment) {
			RequestSettings settings = new RequestSettings(tracer, clock, guard, properties.responseTimeHeader(),
					properties.serverTimingHeader());
			return new RequestFilter(tracer, settings, operations,
					new Exclusions(properties.exclude(), actuatorPaths(beanFactory, environment)), awaitedErrors);
		}

		private static Supplier<List<String>> actuatorPaths(BeanFactory beanFactory, Environment environment) {
			boolean present = ClassUtils.isPresent("org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints",
					beanFactory.getClass().getClassLoader())
					&& ClassUtils.isPresent(
							"org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType",
							beanFactory.getClass().getClassLoader());
			return present ? () -> ActuatorPaths.find(beanFactory, environment) : List::of;
		}

		@Bean
		FilterRegistrationBean<RequestFilter> performanceRequestFilterRegistration(RequestFilter filter) {
			FilterRegistrationBean<RequestFilter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(ORDER);
			registration.setAsyncSupported(true);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
			return registration;
		}

		@Bean
		AwaitedErrors performanceAwaitedErrors(Tracer tracer) {
			return new AwaitedErrors(tracer);
		}

		@Bean
		SlowRequestLog performanceSlowRequestLog(Thresholds thresholds) {
			return new SlowRequestLog(thresholds);
		}

		@Bean
		WebMvcConfigurer performanceRouteConfigurer(Tracer tracer, Operations operations, Guard guard) {
			return new RouteConfigurer(new RouteInterceptor(tracer, operations, guard));
		}

	}

	/** A configurer is asked before other beans are there, so it needs few. */
	private record RouteConfigurer(RouteInterceptor interceptor) implements WebMvcConfigurer {

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			registry.addInterceptor(this.interceptor).order(Ordered.HIGHEST_PRECEDENCE);
		}

	}

	/** Where Actuator's endpoints are, if they are on the application's own port. */
	private static final class ActuatorPaths {

		static List<String> find(BeanFactory beanFactory, Environment environment) {
			PathMappedEndpoints endpoints = beanFactory.getBeanProvider(PathMappedEndpoints.class).getIfAvailable();
			if (endpoints == null || ManagementPortType.get(environment) != ManagementPortType.SAME) {
				return List.of();
			}
			List<String> paths = new ArrayList<>();
			String base = endpoints.getBasePath();
			if (StringUtils.hasText(base) && !base.equals("/")) {
				paths.add(base);
			}
			else {
				endpoints.stream().map(PathMappedEndpoint::getRootPath).forEach((root) -> paths.add("/" + root));
			}
			endpoints.forEach((endpoint) -> paths.addAll(endpoint.getAdditionalPaths(WebServerNamespace.SERVER)));
			return List.copyOf(paths);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		private static final Logger logger = LoggerFactory.getLogger(RequestAutoConfiguration.class);

		@Bean
		@Lazy(false)
		SmartInitializingSingleton performanceReactiveNotice() {
			return () -> logger.info("This is a WebFlux application: perf-starter does not measure its HTTP requests, "
					+ "their routes and traces, and the paths below the performance endpoint are not there. "
					+ "JDBC statements and connections are measured.");
		}

	}

}
