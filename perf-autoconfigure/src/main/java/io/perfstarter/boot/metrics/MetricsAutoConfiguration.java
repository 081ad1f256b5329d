package io.perfstarter.boot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Gives the figures to Micrometer.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@ConditionalOnClass({ MeterRegistry.class, MeterRegistryCustomizer.class })
@ConditionalOnBean(SeriesStore.class)
public final class MetricsAutoConfiguration {

	@Bean
	StoreMeters performanceStoreMeters(SeriesStore store, Tracer tracer, Guard guard) {
		return new StoreMeters(store, tracer, guard);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PrometheusMeterRegistry.class)
	static class Prometheus {

		/** The collector has the same name and more to tell. */
		@Bean
		MeterRegistryCustomizer<PrometheusMeterRegistry> performancePrometheusCustomizer() {
			return (registry) -> registry.config()
				.meterFilter(MeterFilter.deny((id) -> id.getName().equals(MeterNames.QUERY_DURATION)));
		}

		@Bean
		@Lazy(false)
		SmartInitializingSingleton performancePrometheusCollector(ObjectProvider<PrometheusMeterRegistry> registries,
				SeriesStore store, Guard guard) {
			return () -> registries.forEach((registry) -> {
				try {
					registry.getPrometheusRegistry().register(new StoreCollector(store, () -> commonTags(registry)));
				}
				catch (RuntimeException ex) {
					guard.swallowed("prometheus", ex);
				}
			});
		}

		/** What tags the registry gives every meter, a meter of ours tells. */
		private static Labels commonTags(PrometheusMeterRegistry registry) {
			Labels labels = Labels.EMPTY;
			Gauge probe = registry.find(MeterNames.ACTIVE).gauge();
			if (probe != null) {
				for (Tag tag : probe.getId().getTags()) {
					labels = labels.merge(Labels.of(PrometheusNaming.sanitizeLabelName(tag.getKey()), tag.getValue()));
				}
			}
			return labels;
		}

	}

}
