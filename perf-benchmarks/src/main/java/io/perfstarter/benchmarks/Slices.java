package io.perfstarter.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;

/**
 * Serves requests for as long as it is told, again and again, so that two processes can
 * take turns of some milliseconds each: what disturbs the machine then disturbs both
 * alike. {@code Paired.java} drives it.
 * <p>
 * Reads a number of milliseconds from a line of its standard input, sends requests that
 * long and answers {@code slice <requests> <nanoseconds> <bytes allocated>}; ends with
 * its input, after the evidence.
 */
final class Slices {

	private Slices() {
	}

	/**
	 * Runs it.
	 * @param arguments the route
	 */
	public static void main(String[] arguments) throws Exception {
		// What the application prints must not stand between the answers.
		PrintStream answers = System.out;
		System.setOut(System.err);
		RequestBenchmark.Server server = new RequestBenchmark.Server();
		server.path = arguments[0];
		server.start();
		RequestBenchmark.Client client = new RequestBenchmark.Client();
		client.connect(server);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		RequestBenchmark benchmark = new RequestBenchmark();
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		answers.println("ready");
		for (String line = orders.readLine(); line != null; line = orders.readLine()) {
			long nanos = Long.parseLong(line) * 1_000_000;
			long requests = 0;
			long bytes = 0;
			long allocated = threads.getCurrentThreadAllocatedBytes();
			long start = System.nanoTime();
			long now = start;
			while (now - start < nanos) {
				for (int i = 0; i < 10; i++) {
					bytes += benchmark.request(client);
				}
				requests += 10;
				now = System.nanoTime();
			}
			client.count(server);
			if (bytes == 0) {
				throw new IllegalStateException("Empty answers");
			}
			answers.println("slice " + requests + " " + (now - start) + " "
					+ (threads.getCurrentThreadAllocatedBytes() - allocated));
		}
		server.stop();
	}

}
