package io.perfstarter.boot;

import java.time.Duration;
import java.time.InstantSource;

import io.perfstarter.series.ExecutionListener;
import io.perfstarter.series.Housekeeping;
import io.perfstarter.series.HousekeepingTask;
import io.perfstarter.series.Recorder;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StoreLimits;
import io.perfstarter.series.Suspects;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.threshold.Thresholds;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * What every collector adds to, and what keeps it.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "performance.monitoring.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ MonitoringProperties.class, ThresholdProperties.class })
public final class PerformanceAutoConfiguration {

	/** Often enough that an interval of 10 seconds is closed by nobody else. */
	private static final Duration HOUSEKEEPING = Duration.ofSeconds(5);

	@Bean
	@ConditionalOnMissingBean
	Guard performanceGuard() {
		return new Guard();
	}

	@Bean
	@ConditionalOnMissingBean
	NanoClock performanceClock() {
		return NanoClock.SYSTEM;
	}

	@Bean
	@ConditionalOnMissingBean
	TimeGrid performanceTimeGrid(NanoClock clock) {
		return new TimeGrid(clock, InstantSource.system());
	}

	@Bean
	@ConditionalOnMissingBean
	Thresholds performanceThresholds(ThresholdProperties properties) {
		return properties.thresholds();
	}

	@Bean
	@ConditionalOnMissingBean
	SeriesStore performanceSeriesStore(TimeGrid grid) {
		return new SeriesStore(grid, StoreLimits.DEFAULTS);
	}

	@Bean
	@ConditionalOnMissingBean
	Suspects performanceSuspects(ThresholdProperties properties, Environment environment) {
		boolean judged = environment.getProperty("performance.findings.enabled", Boolean.class, true);
		return !judged ? Suspects.none() : new Suspects(properties.statementRepeats(), properties.statementRows());
	}

	@Bean
	@ConditionalOnMissingBean
	Recorder performanceRecorder(SeriesStore store, Suspects suspects, Guard guard,
			ObjectProvider<ExecutionListener> listeners) {
		return new Recorder(store, suspects, guard, () -> listeners.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	Tracer performanceTracer(NanoClock clock, Recorder recorder, ThresholdProperties properties) {
		return new Tracer(clock, recorder, properties.statementRepeats());
	}

	/** Nobody asks for it, so it may not wait for that either. */
	@Bean
	@ConditionalOnMissingBean
	@Lazy(false)
	Housekeeping performanceHousekeeping(SeriesStore store, Guard guard, ObjectProvider<HousekeepingTask> tasks) {
		return new Housekeeping(store, guard, tasks.orderedStream().toList(), HOUSEKEEPING);
	}

}
