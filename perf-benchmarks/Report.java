import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Prints, as Markdown, what the rounds in a directory of results say, and whether the limits are met. Run as
 * {@code java Report.java results/DIR ...}; ends with 1 where a limit is not met or a result is missing.
 */
class Report {

	private static final String BASELINE = "actuator";

	private static final String STARTER = "starter";

	private static final int ENOUGH_ROUNDS = 3;

	/** What the starter may add, by route; a route that is not here has no limit of its own. */
	private static final Map<String, Limit> LIMITS = Map.of("owners", new Limit(2.0, 2048), "owners-jpa",
			new Limit(4.0, 2048), "plain", new Limit(0.5, 512));

	public static void main(String[] directories) throws IOException {
		boolean good = directories.length > 0;
		for (String directory : directories) {
			good &= report(Path.of(directory));
		}
		System.exit(good ? 0 : 1);
	}

	private static boolean report(Path directory) throws IOException {
		Map<String, Map<String, List<Result>>> byRoute = read(directory);
		System.out.printf("%nResults: %s%n%n", directory);
		System.out.println("| route | variant | rounds | µs/op, median | min..max | delta µs | B/op | delta B | limit | |");
		System.out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---|");
		boolean good = !byRoute.isEmpty();
		for (Map.Entry<String, Map<String, List<Result>>> route : byRoute.entrySet()) {
			List<Result> baseline = route.getValue().getOrDefault(BASELINE, List.of());
			List<Result> starter = route.getValue().getOrDefault(STARTER, List.of());
			if (!baseline.isEmpty()) {
				System.out.println(row(route.getKey(), BASELINE, baseline, "", "", "", ""));
			}
			if (!starter.isEmpty()) {
				good &= compare(route.getKey(), baseline, starter);
			}
		}
		return good;
	}

	private static boolean compare(String route, List<Result> baseline, List<Result> starter) {
		if (baseline.size() != starter.size() || starter.size() < ENOUGH_ROUNDS) {
			System.out.println(row(route, STARTER, starter, "", "", "", "TOO FEW ROUNDS"));
			return false;
		}
		double micros = micros(starter) - micros(baseline);
		double bytes = bytes(starter) - bytes(baseline);
		Limit limit = LIMITS.get(route);
		boolean met = limit == null || limit.allows(micros, bytes);
		System.out.println(row(route, STARTER, starter, format("%+.2f", micros), format("%+,.0f", bytes),
				(limit != null) ? limit.toString() : "", (limit == null) ? "" : met ? "PASS" : "NOT MET"));
		return met;
	}

	private static String row(String route, String variant, List<Result> rounds, String deltaMicros, String deltaBytes,
			String limit, String verdict) {
		double min = rounds.stream().mapToDouble(Result::micros).min().orElseThrow();
		double max = rounds.stream().mapToDouble(Result::micros).max().orElseThrow();
		return format("| %s | %s | %d | %.2f | %.2f..%.2f | %s | %,.0f | %s | %s | %s |", route, variant,
				rounds.size(), micros(rounds), min, max, deltaMicros, bytes(rounds), deltaBytes, limit, verdict);
	}

	/** The results by route and variant; files are called ROUND-VARIANT-ROUTE.csv. */
	private static Map<String, Map<String, List<Result>>> read(Path directory) throws IOException {
		Map<String, Map<String, List<Result>>> byRoute = new TreeMap<>();
		List<Path> files;
		try (Stream<Path> all = Files.list(directory)) {
			files = all.filter((file) -> file.toString().endsWith(".csv")).sorted().toList();
		}
		for (Path file : files) {
			if (Files.size(file) == 0) {
				System.err.println("No result in " + file + "; was the run interrupted?");
				continue;
			}
			String[] name = file.getFileName().toString().replace(".csv", "").split("-", 3);
			byRoute.computeIfAbsent(name[2], (key) -> new TreeMap<>())
				.computeIfAbsent(name[1], (key) -> new ArrayList<>())
				.add(Result.read(file));
		}
		return byRoute;
	}

	private static double micros(List<Result> rounds) {
		return median(rounds.stream().mapToDouble(Result::micros).sorted().toArray());
	}

	private static double bytes(List<Result> rounds) {
		return median(rounds.stream().mapToDouble(Result::bytes).sorted().toArray());
	}

	private static double median(double[] sorted) {
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	private static String format(String format, Object... arguments) {
		return String.format(Locale.ROOT, format, arguments);
	}

	private record Limit(double micros, double bytes) {

		boolean allows(double addedMicros, double addedBytes) {
			return addedMicros <= this.micros && addedBytes <= this.bytes;
		}

		@Override
		public String toString() {
			return format("+%.1f µs, +%.0f B", this.micros, this.bytes);
		}

	}

	private record Result(double micros, double bytes) {

		static Result read(Path csv) throws IOException {
			double micros = Double.NaN;
			double bytes = Double.NaN;
			List<String> lines = Files.readAllLines(csv);
			int score = List.of(cells(lines.get(0))).indexOf("Score");
			for (String line : lines.subList(1, lines.size())) {
				String[] cells = cells(line);
				if (cells[0].endsWith(".request")) {
					micros = Double.parseDouble(cells[score]);
				}
				else if (cells[0].endsWith("gc.alloc.rate.norm")) {
					bytes = Double.parseDouble(cells[score]);
				}
			}
			if (Double.isNaN(micros) || Double.isNaN(bytes)) {
				throw new IOException("No figures in " + csv);
			}
			return new Result(micros, bytes);
		}

		private static String[] cells(String line) {
			return line.replace("\"", "").split(",");
		}

	}

}
