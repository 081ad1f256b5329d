package io.perfstarter.boot.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;

/**
 * Maps the paths below the endpoint's in the management context. In front of Boot's own
 * mapping, which would take the root for itself.
 */
final class PerformanceHandlerMapping extends AbstractUrlHandlerMapping {

	private static final int ORDER = -110;

	PerformanceHandlerMapping(String rootPath, List<Route> routes, Supplier<Access> access, JsonMapper mapper,
			@Nullable CorsConfiguration cors) {
		setOrder(ORDER);
		if (cors != null) {
			setCorsConfigurations(Map.of("/**", cors));
		}
		Map<String, List<Route>> byPath = new LinkedHashMap<>();
		routes.forEach((route) -> byPath.computeIfAbsent(route.path(), (path) -> new ArrayList<>()).add(route));
		byPath.forEach((path, same) -> registerHandler(rootPath + path, new RouteHandler(same, access, mapper)));
	}

}
