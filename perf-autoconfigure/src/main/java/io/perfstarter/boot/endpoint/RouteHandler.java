package io.perfstarter.boot.endpoint;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.web.HttpRequestHandler;

/**
 * Answers at one path: finds the route for the method, holds the access level against it
 * and writes JSON. The mapper is its own, so that the application's settings do not
 * change the shape of the answers.
 */
final class RouteHandler implements HttpRequestHandler {

	private final List<Route> routes;

	private final Supplier<Access> access;

	private final JsonMapper mapper;

	RouteHandler(List<Route> routes, Supplier<Access> access, JsonMapper mapper) {
		this.routes = routes;
		this.access = access;
		this.mapper = mapper;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String method = request.getMethod();
		if (method.equals("OPTIONS")) {
			response.setHeader("Allow", allow());
			return;
		}
		try {
			Route route = route(method);
			if (route == null) {
				response.setHeader("Allow", allow());
				throw new ProblemException(new Problem("Method Not Allowed", 405,
						"%s is not supported here; allowed is %s.".formatted(method, allow()), null, null, allow()));
			}
			if (route.isWrite() && this.access.get() != Access.UNRESTRICTED) {
				throw new ProblemException(new Problem("Forbidden", 403,
						"The endpoint is read-only; management.endpoint.performance.access=unrestricted allows changes.",
						null, null, null));
			}
			write(response, 200, "application/json", route.answer().apply(new Call(request, route.parameters())));
		}
		catch (ProblemException ex) {
			write(response, ex.problem().status(), "application/problem+json", ex.problem());
		}
	}

	private @Nullable Route route(String method) {
		String wanted = method.equals("HEAD") ? "GET" : method;
		return this.routes.stream().filter((route) -> route.method().name().equals(wanted)).findFirst().orElse(null);
	}

	private String allow() {
		return Stream
			.concat(this.routes.stream()
				.map((route) -> route.method().name())
				.flatMap((name) -> name.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(name)),
					Stream.of("OPTIONS"))
			.collect(Collectors.joining(", "));
	}

	private void write(HttpServletResponse response, int status, String type, Object body) throws IOException {
		byte[] json = this.mapper.writeValueAsBytes(Objects.requireNonNull(body));
		response.setStatus(status);
		response.setContentType(type);
		response.setHeader("Cache-Control", "no-store");
		response.setContentLength(json.length);
		response.getOutputStream().write(json);
	}

}
