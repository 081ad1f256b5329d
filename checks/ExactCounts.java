import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends 200 requests over petclinic's pages, one after another, counts what H2 logged of each
 * and compares that with what the performance endpoint says. Arguments: the application's
 * address, the file that has its output.
 */
class ExactCounts {

	/** What is asked, under which operation it must be found. */
	private static final String[][] PAGES = { { "/", "GET /" }, { "/owners/find", "GET /owners/find" },
			{ "/owners?lastName=", "GET /owners" }, { "/owners?lastName=Davis", "GET /owners" },
			{ "/owners/1", "GET /owners/{ownerId}" }, { "/owners/6", "GET /owners/{ownerId}" },
			{ "/owners/3/edit", "GET /owners/{ownerId}/edit" },
			{ "/owners/6/pets/8/edit", "GET /owners/{ownerId}/pets/{petId}/edit" },
			{ "/owners/6/pets/8/visits/new", "GET /owners/{ownerId}/pets/{petId}/visits/new" },
			{ "/vets.html", "GET /vets.html" }, { "/vets", "GET /vets" }, { "/oups", "GET /oups" },
			{ "/no/such/page", "UNMATCHED" }, { "/resources/css/petclinic.css", "STATIC" } };

	private static final Pattern OPERATION = Pattern
		.compile("\"id\":\"(\\w+)\",\"kind\":\"HTTP\",\"name\":\"([^\"]+)\",\"count\":(\\d+)");

	private static final HttpClient client = HttpClient.newHttpClient();

	public static void main(String[] arguments) throws Exception {
		String address = arguments[0];
		Path log = Path.of(arguments[1]);
		await(address + "/actuator/health/readiness");
		Map<String, long[]> expected = new LinkedHashMap<>();
		for (int i = 0; i < 200; i++) {
			String[] page = PAGES[i % PAGES.length];
			long before = executed(log);
			get(address + page[0]);
			long queries = executed(log) - before;
			long[] counts = expected.computeIfAbsent(page[1], (name) -> new long[2]);
			counts[0]++;
			counts[1] += queries;
		}
		Map<String, long[]> found = reported(address);
		boolean same = true;
		System.out.printf("%-50s %10s %10s %10s %10s%n", "operation", "sent", "reported", "executed", "reported");
		for (Map.Entry<String, long[]> entry : expected.entrySet()) {
			long[] counts = found.getOrDefault(entry.getKey(), new long[2]);
			boolean equal = counts[0] == entry.getValue()[0] && counts[1] == entry.getValue()[1];
			same &= equal;
			System.out.printf("%-50s %10d %10d %10d %10d%s%n", entry.getKey(), entry.getValue()[0], counts[0],
					entry.getValue()[1], counts[1], equal ? "" : "   <-- differs");
		}
		System.out.println(same ? "exact" : "NOT exact");
		System.exit(same ? 0 : 1);
	}

	/** A request is recorded after its answer was sent: the last one may come a moment later. */
	private static Map<String, long[]> reported(String address) throws Exception {
		Map<String, long[]> result = new LinkedHashMap<>();
		for (int attempt = 0; attempt < 50; attempt++) {
			result.clear();
			Matcher operation = OPERATION
				.matcher(get(address + "/actuator/performance/operations?minutes=60&limit=500"));
			long total = 0;
			while (operation.find()) {
				String detail = get(address + "/actuator/performance/operations/" + operation.group(1) + "?minutes=60");
				String statements = detail.substring(detail.indexOf("\"statements\":["), detail.indexOf("\"slowest\":["));
				Matcher count = Pattern.compile("\"count\":(\\d+)").matcher(statements);
				long queries = 0;
				while (count.find()) {
					queries += Long.parseLong(count.group(1));
				}
				long requests = Long.parseLong(operation.group(3));
				total += requests;
				result.put(operation.group(2), new long[] { requests, queries });
			}
			if (total == 200) {
				break;
			}
			Thread.sleep(100);
		}
		return result;
	}

	/**
	 * What H2 logs: a mark that begins with "/*SQL" and the text, one line for each statement
	 * it executed. Not the application's are commits, settings and the one question that H2's
	 * driver asks for itself, by which it learns the database's mode.
	 */
	private static long executed(Path log) throws IOException {
		try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
			return lines
				.filter((line) -> line.startsWith("/*SQL")
						&& !line.substring(line.indexOf("*/") + 2).matches("(?i)(COMMIT|ROLLBACK|SET |CALL ).*")
						&& !line.contains("FROM INFORMATION_SCHEMA.SETTINGS WHERE"))
				.count();
		}
	}

	private static void await(String url) throws Exception {
		long deadline = System.nanoTime() + 120_000_000_000L;
		while (System.nanoTime() < deadline) {
			try {
				get(url);
				return;
			}
			catch (IOException ex) {
				Thread.sleep(500);
			}
		}
		throw new IOException("not there: " + url);
	}

	private static String get(String url) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
	}

}
