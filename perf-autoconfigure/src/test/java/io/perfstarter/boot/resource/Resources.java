package io.perfstarter.boot.resource;

import java.time.Duration;

import io.perfstarter.analysis.ResourceFigures;
import io.perfstarter.analysis.ResourceReport;
import io.perfstarter.analysis.ResourceReports;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.boot.jdbc.JdbcAutoConfiguration;
import io.perfstarter.series.ResourceSampling;
import io.perfstarter.trace.NanoClock;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Contexts whose resources are read when the test says so.
 */
final class Resources {

	private Resources() {
	}

	static ApplicationContextRunner runner(MovableClock clock) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, JdbcAutoConfiguration.class,
					ResourceAutoConfiguration.class))
			.withBean(NanoClock.class, () -> clock);
	}

	/** Reads everything once more. */
	static void read(BeanFactory context) {
		((MovableClock) context.getBean(NanoClock.class)).advance(Duration.ofSeconds(10));
		context.getBean(ResourceSampling.class).run();
	}

	static ResourceReport report(BeanFactory context) {
		return context.getBean(ResourceReports.class).resources(5);
	}

	/** Reads everything once more and returns the only pool. */
	static ResourceFigures pool(BeanFactory context) {
		read(context);
		ResourceReport report = report(context);
		if (report.pools().size() != 1) {
			throw new AssertionError("Not one pool but " + report.pools());
		}
		return report.pools().get(0);
	}

}
