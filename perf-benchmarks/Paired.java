import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lets several variants of the benchmark take turns of some milliseconds and compares each with the first, slice by
 * slice: what disturbs the machine for longer than a slice disturbs both. Done again with fresh processes, as no two
 * compile alike. Run through {@code ./run.sh paired}.
 */
class Paired {

	private static final int SLICE_MILLIS = 40;

	/**
	 * Arguments: route, seconds of warm-up of each, pairs, rounds, then "name=class path=JVM arguments" of each variant.
	 */
	public static void main(String[] arguments) throws Exception {
		String route = arguments[0];
		int warmup = Integer.parseInt(arguments[1]);
		int pairs = Integer.parseInt(arguments[2]);
		int rounds = Integer.parseInt(arguments[3]);
		List<String[]> variants = new ArrayList<>();
		for (int i = 4; i < arguments.length; i++) {
			variants.add(arguments[i].split("=", 3));
		}
		List<List<Result>> results = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			results.add(round(route, warmup, pairs, variants));
			for (int i = 0; i < variants.size(); i++) {
				Result result = results.get(round).get(i);
				System.out.printf(Locale.ROOT, "round %d %s %s: fastest tenth %.2f us, median %.2f us, %+.2f us, %.0f B%n",
						round + 1, route, variants.get(i)[0], result.fastest, result.median, result.delta, result.bytes);
			}
		}
		System.out.println("| route | variant | µs, median | delta µs: median of the pairs, median of "
				+ rounds + " rounds | min..max | delta µs of the fastest tenth | B/op | delta B |");
		System.out.println("|---|---|---:|---:|---:|---:|---:|---:|");
		for (int i = 0; i < variants.size(); i++) {
			int at = i;
			double[] delta = results.stream().mapToDouble((round) -> round.get(at).delta).toArray();
			double[] fastest = results.stream()
				.mapToDouble((round) -> round.get(at).fastest - round.get(0).fastest)
				.toArray();
			double[] bytes = results.stream().mapToDouble((round) -> round.get(at).bytes).toArray();
			double[] more = results.stream().mapToDouble((round) -> round.get(at).bytes - round.get(0).bytes).toArray();
			double[] median = results.stream().mapToDouble((round) -> round.get(at).median).toArray();
			System.out.printf(Locale.ROOT, "| %s | %s | %.2f | %s | %s | %s | %,.0f | %s |%n", route, variants.get(i)[0],
					quantile(median, 0.5), (i == 0) ? "" : String.format(Locale.ROOT, "%+.2f", quantile(delta, 0.5)),
					(i == 0) ? "" : String.format(Locale.ROOT, "%+.2f..%+.2f", quantile(delta, 0), quantile(delta, 1)),
					(i == 0) ? "" : String.format(Locale.ROOT, "%+.2f", quantile(fastest, 0.5)), quantile(bytes, 0.5),
					(i == 0) ? "" : String.format(Locale.ROOT, "%+,.0f", quantile(more, 0.5)));
		}
	}

	private static List<Result> round(String route, int warmup, int pairs, List<String[]> specifications)
			throws Exception {
		List<Variant> variants = new ArrayList<>();
		try {
			for (String[] parts : specifications) {
				variants.add(new Variant(parts[0], start(route, parts[1], parts[2])));
			}
			for (Variant variant : variants) {
				variant.expect("ready");
			}
			for (int spent = 0; spent < warmup * 1000; spent += 500) {
				for (Variant variant : variants) {
					variant.slice(500);
				}
			}
			List<Result> results = measure(pairs, variants);
			for (Variant variant : variants) {
				variant.orders.close();
				if (variant.process.waitFor() != 0) {
					throw new IllegalStateException(variant.name + " ended with " + variant.process.exitValue());
				}
			}
			return results;
		}
		finally {
			variants.forEach((variant) -> variant.process.destroy());
		}
	}

	private static List<Result> measure(int pairs, List<Variant> variants) throws IOException {
		double[][] micros = new double[variants.size()][pairs];
		double[][] bytes = new double[variants.size()][pairs];
		for (int pair = 0; pair < pairs; pair++) {
			for (int i = 0; i < variants.size(); i++) {
				// The order changes, so that nobody always follows the same one.
				int at = (i + pair) % variants.size();
				double[] slice = variants.get(at).slice(SLICE_MILLIS);
				micros[at][pair] = slice[0];
				bytes[at][pair] = slice[1];
			}
		}
		List<Result> results = new ArrayList<>();
		for (int i = 0; i < variants.size(); i++) {
			double[] delta = new double[pairs];
			for (int pair = 0; pair < pairs; pair++) {
				delta[pair] = micros[i][pair] - micros[0][pair];
			}
			results.add(new Result(quantile(micros[i], 0.1), quantile(micros[i], 0.5), quantile(delta, 0.5),
					quantile(bytes[i], 0.5)));
		}
		return results;
	}

	private static double quantile(double[] values, double quantile) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[(int) Math.round(quantile * (sorted.length - 1))];
	}

	private static Process start(String route, String classPath, String jvmArguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(System.getenv().getOrDefault("JAVA", "java"));
		command.addAll(List.of(jvmArguments.trim().split("\\s+")));
		command.addAll(List.of("-cp", classPath, "io.perfstarter.benchmarks.Slices", route));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(new File("results/paired.log")))
			.start();
	}

	private record Result(double fastest, double median, double delta, double bytes) {
	}

	private static final class Variant {

		private final String name;

		private final Process process;

		private final BufferedReader answers;

		private final BufferedWriter orders;

		Variant(String name, Process process) {
			this.name = name;
			this.process = process;
			this.answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
			this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream()));
		}

		void expect(String answer) throws IOException {
			String line = this.answers.readLine();
			if (!answer.equals(line)) {
				throw new IllegalStateException(this.name + " says " + line + "; see results/paired.log");
			}
		}

		/** Returns the microseconds and the bytes of a request. */
		double[] slice(int millis) throws IOException {
			this.orders.write(millis + "\n");
			this.orders.flush();
			String line = this.answers.readLine();
			if (line == null || !line.startsWith("slice ")) {
				throw new IllegalStateException(this.name + " says " + line + "; see results/paired.log");
			}
			String[] parts = line.split(" ");
			double requests = Double.parseDouble(parts[1]);
			return new double[] { Long.parseLong(parts[2]) / 1000.0 / requests, Long.parseLong(parts[3]) / requests };
		}

	}

}
