package io.perfstarter.boot.finding;

import io.perfstarter.analysis.Analyzer;
import io.perfstarter.analysis.Findings;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.Suspects;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.NanoClock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Judges executions that something may be wrong with, on the housekeeping thread.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@ConditionalOnBean(Suspects.class)
@ConditionalOnBooleanProperty(name = "performance.findings.enabled", matchIfMissing = true)
@EnableConfigurationProperties(FindingProperties.class)
public final class FindingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Analyzer performanceAnalyzer(Suspects suspects) {
		return new Analyzer(suspects.repeats(), suspects.rows());
	}

	@Bean
	@ConditionalOnMissingBean
	Findings performanceFindings(Suspects suspects, Analyzer analyzer, SeriesStore store, FindingProperties properties,
			TimeGrid grid, NanoClock clock) {
		return new Findings(suspects, analyzer, store, properties.suppressions(), () -> grid.instant(clock.nanoTime()));
	}

}
