package io.perfstarter.boot.log;

import java.time.ZoneId;

import ch.qos.logback.core.AsyncAppenderBase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.Tracer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Writes the performance log where a file for it is named.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@ConditionalOnBean(Tracer.class)
@Conditional(LogAutoConfiguration.OnFile.class)
public final class LogAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AsyncAppenderBase.class)
	@EnableConfigurationProperties(LogProperties.class)
	static class Logback {

		@Bean
		@ConditionalOnMissingBean
		PerformanceLog performanceLog(LogProperties properties) {
			return new PerformanceLog(properties, ZoneId.systemDefault());
		}

		@Bean
		RequestLines performanceRequestLines(PerformanceLog log, TimeGrid grid) {
			return new RequestLines(log, grid);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AsyncAppenderBase.class, MeterBinder.class })
	static class Meters {

		@Bean
		MeterBinder performanceLogMeters(ObjectProvider<PerformanceLog> log) {
			return (registry) -> log.ifAvailable((available) -> FunctionCounter
				.builder("performance.log.dropped", available, PerformanceLog::dropped)
				.description("Lines of the performance log that could not be written")
				.register(registry));
		}

	}

	/** A file that is named by an empty text, as from an empty variable, is none. */
	static final class OnFile implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("performance.log.file"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("ch.qos.logback.core.AsyncAppenderBase")
	static class NoLogback {

		private static final Logger logger = LoggerFactory.getLogger(LogAutoConfiguration.class);

		@Bean
		SmartInitializingSingleton performanceLogNotice() {
			return () -> logger
				.warn("performance.log.file is set, but the performance log is written by Logback, which "
						+ "is not on the class path: add ch.qos.logback:logback-core, or leave the setting out.");
		}

	}

}
