package io.perfstarter.boot.endpoint;

import java.util.Map;

import io.perfstarter.analysis.Reports;
import io.perfstarter.analysis.SummaryReport;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Carries what Boot decides for an endpoint: exposure, access, path, port, CORS and
 * matching by {@code EndpointRequest}. Its paths are served by
 * {@link PerformanceHandlerMapping}; what is here answers over JMX and on WebFlux.
 */
@Endpoint(id = "performance", defaultAccess = Access.READ_ONLY)
final class PerformanceEndpoint {

	private final Reports reports;

	PerformanceEndpoint(Reports reports) {
		this.reports = reports;
	}

	@ReadOperation
	public Map<String, Object> performance() {
		SummaryReport summary = this.reports.summary(5);
		return Map.of("summary", summary);
	}

}
