package io.perfstarter.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * One web request, in process, through the whole of the embedded Tomcat.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RequestBenchmark {

	/**
	 * Serves the next request of the thread.
	 * @param client the thread's way into the server
	 * @return the length of the body, so that nothing is optimised away
	 */
	@Benchmark
	public int request(Client client) throws Exception {
		return client.drive().get(client.target());
	}

	/**
	 * The running application.
	 */
	@State(Scope.Benchmark)
	public static class Server {

		/**
		 * The route that is measured.
		 */
		@Param({ "owners", "owners-tx", "owners-jpa", "plain" })
		public String path = "";

		private final AtomicLong requests = new AtomicLong();

		private @Nullable ServletWebServerApplicationContext context;

		private @Nullable Connector connector;

		private @Nullable Evidence evidence;

		/**
		 * Starts the application.
		 */
		@Setup(Level.Trial)
		public void start() throws Exception {
			this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(OwnerApplication.class)
				.profiles(this.path.endsWith("-jpa") ? "jpa" : "jdbc")
				.run();
			TomcatWebServer server = (TomcatWebServer) this.context.getWebServer();
			if (server == null) {
				throw new IllegalStateException("No web server");
			}
			this.connector = server.getTomcat().getConnector();
			if (Boolean.parseBoolean(System.getProperty("bench.evidence", "true"))) {
				boolean starter = "starter".equals(System.getProperty("bench.variant"));
				this.evidence = new Evidence(this.connector.getLocalPort(), starter);
			}
			crossCheck();
		}

		/**
		 * The drive in process must give what a browser gets.
		 */
		private void crossCheck() throws Exception {
			String target = target(7);
			URI uri = URI.create("http://127.0.0.1:" + connector().getLocalPort() + target);
			HttpResponse<String> real = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
			InProcessTomcat drive = new InProcessTomcat(connector());
			drive.get(target);
			count(2);
			if (real.statusCode() != 200 || !real.body().equals(drive.body())) {
				throw new AssertionError(
						"Over HTTP " + real.statusCode() + " " + real.body() + ", in process " + drive.body());
			}
			System.err.println("# same answer over HTTP and in process: " + drive.body());
		}

		/**
		 * Compares the books and stops the application.
		 */
		@TearDown(Level.Trial)
		public void stop() throws Exception {
			try {
				if (this.evidence == null) {
					System.err.println("# evidence: NOT LOOKED AT (-Dbench.evidence=false)");
					return;
				}
				long sent = this.requests.get();
				long queries = this.path.equals("plain") ? 0 : sent * OwnerController.QUERIES;
				System.err.println("# evidence: " + this.evidence.check("GET " + pattern(), sent, queries));
			}
			finally {
				if (this.context != null) {
					this.context.close();
				}
			}
		}

		String target(int id) {
			return pattern().replace("{id}", String.valueOf(id));
		}

		Connector connector() {
			if (this.connector == null) {
				throw new IllegalStateException("Not started");
			}
			return this.connector;
		}

		void count(long sent) {
			this.requests.addAndGet(sent);
		}

		private String pattern() {
			return this.path.equals("plain") ? "/plain" : "/" + this.path + "/{id}";
		}

	}

	/**
	 * One thread that sends requests.
	 */
	@State(Scope.Thread)
	public static class Client {

		private final String[] targets = new String[100];

		private @Nullable InProcessTomcat drive;

		private int next;

		private long sent;

		/**
		 * Prepares what is sent, so that this is not measured.
		 * @param server the running application
		 */
		@Setup(Level.Trial)
		public void connect(Server server) throws ReflectiveOperationException {
			this.drive = new InProcessTomcat(server.connector());
			for (int id = 0; id < this.targets.length; id++) {
				this.targets[id] = server.target(id);
			}
		}

		/**
		 * Adds to the count of what was sent, warm-up included.
		 * @param server the running application
		 */
		@TearDown(Level.Iteration)
		public void count(Server server) {
			server.count(this.sent);
			this.sent = 0;
		}

		InProcessTomcat drive() {
			if (this.drive == null) {
				throw new IllegalStateException("Not connected");
			}
			return this.drive;
		}

		String target() {
			this.sent++;
			this.next = (this.next == this.targets.length - 1) ? 0 : this.next + 1;
			return this.targets[this.next];
		}

	}

}
