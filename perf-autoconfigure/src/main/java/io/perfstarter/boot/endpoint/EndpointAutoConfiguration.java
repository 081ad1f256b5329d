package io.perfstarter.boot.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import io.perfstarter.analysis.Findings;
import io.perfstarter.analysis.Reports;
import io.perfstarter.analysis.ResourceReports;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Shows what was measured.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class,
		afterName = "io.perfstarter.boot.finding.FindingAutoConfiguration")
@ConditionalOnBean(SeriesStore.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
public final class EndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Reports performanceReports(SeriesStore store, Tracer tracer, Guard guard, ObjectProvider<Findings> findings) {
		return new Reports(store, tracer, guard, findings.getIfAvailable());
	}

	@Bean
	Routes performanceRoutes(Reports reports, ObjectProvider<ResourceReports> resources, Environment environment) {
		return new Routes(reports, resources.getIfAvailable(), features(environment));
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	PerformanceEndpoint performanceEndpoint(Reports reports) {
		return new PerformanceEndpoint(reports);
	}

	private static Features features(Environment environment) {
		Map<String, Boolean> switches = new TreeMap<>();
		for (String feature : new String[] { "request", "jdbc", "hibernate", "propagation", "step", "observe",
				"resource", "findings" }) {
			switches.put(feature, environment.getProperty("performance." + feature + ".enabled", Boolean.class, true));
		}
		switches.put("includeParameters",
				environment.getProperty("performance.jdbc.include-parameters", Boolean.class, false));
		switches.put("log", environment.containsProperty("performance.log.file"));
		return new Features(version(), switches);
	}

	private static String version() {
		try (InputStream in = EndpointAutoConfiguration.class.getResourceAsStream("/META-INF/perf-starter/version")) {
			return (in != null) ? new String(in.readAllBytes(), StandardCharsets.UTF_8).trim() : "unknown";
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

}
