package io.perfstarter.boot.endpoint;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.perfstarter.analysis.OperationFigures;
import io.perfstarter.analysis.OperationReport;
import io.perfstarter.analysis.RedisFigures;
import io.perfstarter.analysis.ResourceFigures;
import io.perfstarter.analysis.ResourcePoint;
import io.perfstarter.analysis.StatementFigures;
import io.perfstarter.analysis.StatementReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Serves the paths below the endpoint's under exactly its conditions: exposed over the
 * web and accessible, at its path, in the management context wherever that is.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, JsonMapper.class })
@ConditionalOnBean({ DispatcherServlet.class, WebEndpointsSupplier.class, Routes.class })
@ConditionalOnAvailableEndpoint(PerformanceEndpoint.class)
@EnableConfigurationProperties({ CorsEndpointProperties.class, WebEndpointProperties.class })
class PerformanceManagementConfiguration {

	private static final EndpointId ID = EndpointId.of("performance");

	@Bean
	PerformanceHandlerMapping performanceHandlerMapping(WebEndpointsSupplier endpoints, Routes routes,
			WebEndpointProperties web, CorsEndpointProperties cors, ObjectProvider<EndpointAccessResolver> access) {
		String root = endpoints.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().equals(ID))
			.map(ExposableWebEndpoint::getRootPath)
			.findFirst()
			.orElse(null);
		String base = (web.getBasePath() != null) ? web.getBasePath() : "";
		return new PerformanceHandlerMapping(base + "/" + root, (root != null) ? routes.all() : List.of(),
				() -> access(access.getIfAvailable()), mapper(), cors.toCorsConfiguration());
	}

	private static Access access(@Nullable EndpointAccessResolver resolver) {
		return (resolver != null) ? resolver.accessFor(ID, Access.READ_ONLY) : Access.READ_ONLY;
	}

	private static JsonMapper mapper() {
		return JsonMapper.builder()
			.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
			.addMixIn(OperationReport.class, FlatOperation.class)
			.addMixIn(StatementReport.class, FlatStatement.class)
			.addMixIn(ResourceFigures.class, FlatFigures.class)
			.addMixIn(RedisFigures.class, FlatFigures.class)
			.addMixIn(ResourcePoint.class, FlatFigures.class)
			.build();
	}

	/** The figures of one operation stand beside what else is known of it. */
	private interface FlatOperation {

		@JsonUnwrapped
		OperationFigures operation();

	}

	/** The figures of one statement stand beside what else is known of it. */
	private interface FlatStatement {

		@JsonUnwrapped
		StatementFigures statement();

	}

	/** What was read of a resource stands beside when that was. */
	@JsonPropertyOrder({ "name", "type", "at", "up", "reason", "figures", "slowLog", "points" })
	private interface FlatFigures {

		@JsonAnyGetter
		Map<String, Number> figures();

	}

}
