import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random load on the sample app. Arguments: its address, the file that has its output, how
 * many seconds, how many connections.
 */
class Load {

	private static final String[] PATHS = { "/", "/orders/n-plus-one", "/orders/fetched", "/api/orders/n-plus-one",
			"/api/orders/fetched", "/orders/1", "/orders/19999", "/orders/999999", "/customers/all",
			"/customers/paged?page=3", "/products", "/reports/ranking", "/api/products/7/uncached",
			"/api/products/7/cached", "/api/async/callable", "/api/async/deferred", "/api/async/events",
			"/failures/error", "/api/failures/error", "/failures/missing", "/no-such-page", "/css/shop.css",
			"POST /api/orders?customerId=5&productId=9&quantity=2", "PUT /api/products/3/price?cents=999",
			"/api/orders/by-reference/x", "/api/orders/by-legacy-reference/x", "/api/slow-supplier?sku=x" };

	private static final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	public static void main(String[] arguments) throws Exception {
		String address = arguments[0];
		Path log = Path.of(arguments[1]);
		int seconds = Integer.parseInt(arguments[2]);
		int connections = Integer.parseInt(arguments[3]);
		await(log);
		long queriesBefore = queries(address);
		long executedBefore = executed(log);
		long requestsBefore = requests(address);
		AtomicLong sent = new AtomicLong();
		AtomicLong lost = new AtomicLong();
		long seed = System.nanoTime();
		System.out.println("seed " + seed);
		long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
		ExecutorService workers = Executors.newFixedThreadPool(connections);
		for (int i = 0; i < connections; i++) {
			Random random = new Random(seed + i);
			workers.execute(() -> {
				while (System.nanoTime() < end) {
					sent.incrementAndGet();
					try {
						send(address, PATHS[random.nextInt(PATHS.length)]);
					}
					catch (IOException | InterruptedException ex) {
						lost.incrementAndGet();
					}
				}
			});
		}
		workers.shutdown();
		workers.awaitTermination(seconds + 120, TimeUnit.SECONDS);
		long requests = 0;
		for (int attempt = 0; attempt < 50 && requests != sent.get(); attempt++) {
			Thread.sleep(100);
			requests = requests(address) - requestsBefore;
		}
		long queries = queries(address) - queriesBefore;
		long executed = executed(log) - executedBefore;
		System.out.printf("requests: sent %d, reported %d; without an answer %d%n", sent.get(), requests, lost.get());
		System.out.printf("statements: executed %d, reported %d%n", executed, queries);
		boolean same = requests == sent.get() && queries == executed;
		System.out.println(same ? "exact" : "NOT exact");
		System.exit(same ? 0 : 1);
	}

	private static void send(String address, String path) throws IOException, InterruptedException {
		int blank = path.indexOf(' ');
		String method = (blank > 0) ? path.substring(0, blank) : "GET";
		client.send(HttpRequest.newBuilder(URI.create(address + path.substring(blank + 1)))
			.method(method, BodyPublishers.noBody())
			.timeout(Duration.ofSeconds(60))
			.build(), BodyHandlers.discarding());
	}

	/** The sum over all operations, not the total, which is made otherwise. */
	private static long requests(String address) throws Exception {
		Matcher count = Pattern.compile("\"kind\":\"HTTP\",\"name\":\"[^\"]+\",\"count\":(\\d+)")
			.matcher(get(address + "/actuator/performance/operations?minutes=60&limit=2000"));
		long sum = 0;
		while (count.find()) {
			sum += Long.parseLong(count.group(1));
		}
		return sum;
	}

	/** The sum over all statements, which must be the total of the metrics as well. */
	private static long queries(String address) throws Exception {
		Matcher count = Pattern.compile("\"dataSource\":\"[^\"]+\",\"count\":(\\d+)")
			.matcher(get(address + "/actuator/performance/statements?minutes=60&limit=2000"));
		long sum = 0;
		while (count.find()) {
			sum += Long.parseLong(count.group(1));
		}
		Matcher total = Pattern.compile("\"totalQueries\":(\\d+)")
			.matcher(get(address + "/actuator/performance/metrics?minutes=60"));
		if (!total.find() || Long.parseLong(total.group(1)) != sum) {
			throw new IllegalStateException("the statements add up to " + sum + ", the metrics say " + total.group(1));
		}
		return sum;
	}

	/** One line for each statement; see ExactCounts. */
	private static long executed(Path log) throws IOException {
		try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
			return lines
				.filter((line) -> line.startsWith("/*SQL")
						&& !line.substring(line.indexOf("*/") + 2).matches("(?i)(COMMIT|ROLLBACK|SET |CALL ).*")
						&& !line.contains("FROM INFORMATION_SCHEMA.SETTINGS WHERE"))
				.count();
		}
	}

	/** The app is ready when its data is there, which it says. */
	private static void await(Path log) throws Exception {
		long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
		while (System.nanoTime() < deadline) {
			try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
				if (lines.anyMatch((line) -> line.contains("The sample shop is ready"))) {
					return;
				}
			}
			Thread.sleep(500);
		}
		throw new IOException("the sample app did not become ready");
	}

	private static String get(String url) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
	}

}
