package io.perfstarter.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves, after the measurement, that the variant was what it says: with the starter its
 * own endpoints must tell exactly the requests and queries that were sent, without it
 * there must be no such endpoint. A figure whose evidence fails is not a figure. The
 * endpoints look back an hour at most, so a trial may not last longer.
 */
final class Evidence {

	private static final String BASE = "/actuator/performance";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonMapper json = JsonMapper.builder().build();

	private final int port;

	private final boolean starter;

	private final Totals before;

	/**
	 * Takes down what is recorded already; the application's start may count.
	 * @param port where the application listens
	 * @param starter whether the starter is supposed to be on the class path
	 */
	Evidence(int port, boolean starter) throws IOException, InterruptedException {
		this.port = port;
		this.starter = starter;
		this.before = starter ? totals() : new Totals(0, 0);
	}

	/**
	 * Compares what was sent with what was recorded.
	 * @param operation the name of the operation that all requests belong to
	 * @param requests the requests that were sent
	 * @param queries the queries that they ran
	 * @return one line for the log
	 * @throws AssertionError if they differ
	 */
	String check(String operation, long requests, long queries) throws IOException, InterruptedException {
		if (!this.starter) {
			same("status of " + BASE + " without the starter", 404, get(BASE).statusCode());
			return "no " + BASE;
		}
		Totals expected = new Totals(requests, queries);
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		Totals recorded = totals().minus(this.before);
		while (!recorded.equals(expected) && System.nanoTime() < deadline) {
			Thread.sleep(200);
			recorded = totals().minus(this.before);
		}
		same("totals", expected, recorded);
		JsonNode one = operation(operation);
		same("count of " + operation, requests, one.path("count").asLong());
		double queriesAvg = one.path("queriesAvg").asDouble(0);
		if (Math.abs(queriesAvg - (double) queries / requests) > 0.001) {
			throw new AssertionError("queriesAvg of " + operation + " is " + queriesAvg);
		}
		return "recorded: " + operation + ", " + recorded.requests() + " requests, " + recorded.queries() + " queries";
	}

	private Totals totals() throws IOException, InterruptedException {
		JsonNode metrics = read("/metrics?minutes=60");
		return new Totals(metrics.path("requests").path("total").asLong(0),
				metrics.path("database").path("totalQueries").asLong(0));
	}

	private JsonNode operation(String name) throws IOException, InterruptedException {
		JsonNode operations = read("/operations?minutes=60");
		for (JsonNode operation : operations.path("operations")) {
			if (name.equals(operation.path("name").asString(""))) {
				return operation;
			}
		}
		throw new AssertionError("No operation " + name + " in " + operations);
	}

	private JsonNode read(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = get(BASE + path);
		same("status of " + BASE + path, 200, response.statusCode());
		return this.json.readTree(response.body());
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + this.port + path);
		return this.http.send(HttpRequest.newBuilder(uri)
			.header("Accept", "application/json")
			.timeout(Duration.ofSeconds(10))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static void same(String what, Object expected, Object found) {
		if (!expected.equals(found)) {
			throw new AssertionError(what + ": expected " + expected + ", found " + found);
		}
	}

	private record Totals(long requests, long queries) {

		Totals minus(Totals other) {
			return new Totals(this.requests - other.requests, this.queries - other.queries);
		}

	}

}
