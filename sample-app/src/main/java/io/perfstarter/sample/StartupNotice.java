package io.perfstarter.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says where to look once everything runs.
 */
@Component
class StartupNotice {

	private static final Logger logger = LoggerFactory.getLogger(StartupNotice.class);

	private final OwnAddress address;

	private final SampleProperties properties;

	StartupNotice(OwnAddress address, SampleProperties properties) {
		this.address = address;
		this.properties = properties;
	}

	@EventListener(ApplicationReadyEvent.class)
	void ready() {
		logger.info("""
				The sample shop is ready. {}

				    The shop, and all its routes   {base}/
				    What was measured              {base}/actuator/performance/metrics?minutes=5
				    In short                       {base}/actuator/performance/summary
				    By operation                   {base}/actuator/performance/operations
				    By statement                   {base}/actuator/performance/statements
				    For Prometheus                 {base}/actuator/prometheus
				""".replace("{base}", this.address.baseUrl()), traffic());
	}

	private String traffic() {
		return this.properties.traffic() ? "It visits itself; after half a minute every route has figures."
				: "It waits for visitors; with sample.traffic=true it visits itself.";
	}

}
