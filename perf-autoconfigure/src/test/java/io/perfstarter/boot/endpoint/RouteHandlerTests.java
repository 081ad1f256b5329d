package io.perfstarter.boot.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes that change something need unrestricted access; today's are all reads.
 */
class RouteHandlerTests {

	private final AtomicInteger writes = new AtomicInteger();

	@ParameterizedTest
	@CsvSource({ "GET, READ_ONLY, 200, 0", "GET, UNRESTRICTED, 200, 0", "HEAD, READ_ONLY, 200, 0",
			"PUT, READ_ONLY, 403, 0", "PUT, UNRESTRICTED, 200, 1", "POST, READ_ONLY, 403, 0",
			"POST, UNRESTRICTED, 200, 1", "DELETE, UNRESTRICTED, 405, 0", "DELETE, READ_ONLY, 405, 0" })
	void accessLevel(String method, Access access, int status, int expectedWrites) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		handler(access).handleRequest(new MockHttpServletRequest(method, "/thresholds"), response);
		assertThat(response.getStatus()).isEqualTo(status);
		assertThat(this.writes).hasValue(expectedWrites);
		if (status == 403) {
			assertThat(response.getContentType()).isEqualTo("application/problem+json");
			assertThat(response.getContentAsString()).contains("management.endpoint.performance.access=unrestricted");
		}
		if (status == 405) {
			assertThat(response.getHeader("Allow")).isEqualTo("GET, HEAD, PUT, POST, OPTIONS");
		}
	}

	private RouteHandler handler(Access access) {
		Route put = new Route(HttpMethod.PUT, "/thresholds", Set.of(), (call) -> write());
		Route post = new Route(HttpMethod.POST, "/thresholds", Set.of(), (call) -> write());
		return new RouteHandler(List.of(Route.get("/thresholds", (call) -> Map.of()), put, post), () -> access,
				JsonMapper.shared());
	}

	private Object write() {
		return Map.of("writes", this.writes.incrementAndGet());
	}

}
