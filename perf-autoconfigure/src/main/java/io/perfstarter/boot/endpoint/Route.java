package io.perfstarter.boot.endpoint;

import java.util.Set;
import java.util.function.Function;

import org.springframework.http.HttpMethod;

/**
 * One thing that can be asked.
 *
 * @param method with which method
 * @param path at which path below the endpoint's
 * @param parameters with which parameters
 * @param answer gives the answer
 */
record Route(HttpMethod method, String path, Set<String> parameters, Function<Call, Object> answer) {

	static Route get(String path, Function<Call, Object> answer, String... parameters) {
		return new Route(HttpMethod.GET, path, Set.of(parameters), answer);
	}

	/** Whether it changes anything, so that read-only access does not do. */
	boolean isWrite() {
		return this.method != HttpMethod.GET;
	}

}
