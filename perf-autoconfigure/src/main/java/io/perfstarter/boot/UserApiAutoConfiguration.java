package io.perfstarter.boot;

import io.perfstarter.series.Recorder;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * What users inject. There also when nothing is measured, so that an application that
 * uses it starts all the same.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
public final class UserApiAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Performance performance(ObjectProvider<Tracer> tracer, ObjectProvider<Recorder> recorder,
			ObjectProvider<Guard> guard, Environment environment) {
		Tracer found = tracer.getIfUnique();
		if (found == null || !environment.getProperty("performance.monitoring.enabled", Boolean.class, true)
				|| !environment.getProperty("performance.step.enabled", Boolean.class, true)) {
			return Performance.disabled();
		}
		return new Performance(found, recorder.getObject(), guard.getObject());
	}

}
