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
 * Lets several variants of the benchmark take turns of some milliseconds and compares each with the first, slice by slice:
 * what disturbs the machine for longer than a slice disturbs both. Run through {@code ./run.sh paired}.
 */
class Paired {

	private static final int SLICE_MILLIS = 40;

	/** Arguments: route, seconds of warm-up of each, pairs, then "name=class path=JVM arguments" of each variant. */
	public static void main(String[] arguments) throws Exception {
		String route = arguments[0];
		int warmup = Integer.parseInt(arguments[1]);
		int pairs = Integer.parseInt(arguments[2]);
		List<Process> processes = new ArrayList<>();
		List<Variant> variants = new ArrayList<>();
		try {
			for (int i = 3; i < arguments.length; i++) {
				String[] parts = arguments[i].split("=", 3);
				Variant variant = new Variant(parts[0], start(route, parts[1], parts[2]));
				variants.add(variant);
				processes.add(variant.process);
			}
			for (Variant variant : variants) {
				variant.expect("ready");
			}
			for (int spent = 0; spent < warmup * 1000; spent += 500) {
				for (Variant variant : variants) {
					variant.slice(500);
				}
			}
			measure(route, pairs, variants);
			for (Variant variant : variants) {
				variant.orders.close();
				if (variant.process.waitFor() != 0) {
					throw new IllegalStateException(variant.name + " ended with " + variant.process.exitValue());
				}
			}
		}
		finally {
			processes.forEach(Process::destroy);
		}
	}

	private static void measure(String route, int pairs, List<Variant> variants) throws IOException {
		double[][] micros = new double[variants.size()][pairs];
		for (int pair = 0; pair < pairs; pair++) {
			for (int i = 0; i < variants.size(); i++) {
				// The order changes, so that nobody always follows the same one.
				int at = (i + pair) % variants.size();
				micros[at][pair] = variants.get(at).slice(SLICE_MILLIS);
			}
		}
		System.out.println("| route | variant | µs, fastest tenth | µs, median | delta µs, median of pairs | quartiles of the delta | delta of the fastest tenth |");
		System.out.println("|---|---|---:|---:|---:|---:|---:|");
		for (int i = 0; i < variants.size(); i++) {
			double[] delta = new double[pairs];
			for (int pair = 0; pair < pairs; pair++) {
				delta[pair] = micros[i][pair] - micros[0][pair];
			}
			System.out.printf(Locale.ROOT, "| %s | %s | %.2f | %.2f | %s | %s | %s |%n", route, variants.get(i).name,
					quantile(micros[i], 0.1), quantile(micros[i], 0.5),
					(i == 0) ? "" : String.format(Locale.ROOT, "%+.2f", quantile(delta, 0.5)), (i == 0) ? ""
							: String.format(Locale.ROOT, "%+.2f..%+.2f", quantile(delta, 0.25), quantile(delta, 0.75)),
					(i == 0) ? "" : String.format(Locale.ROOT, "%+.2f", quantile(micros[i], 0.1) - quantile(micros[0], 0.1)));
		}
	}

	private static double quantile(double[] values, double quantile) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[(int) (quantile * (sorted.length - 1))];
	}

	private static Process start(String route, String classPath, String jvmArguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(System.getenv().getOrDefault("JAVA", "java"));
		command.addAll(List.of(jvmArguments.trim().split("\\s+")));
		command.addAll(List.of("-cp", classPath, "io.perfstarter.benchmarks.Slices", route));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(new File("results/paired.log")))
			.start();
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

		/** Returns the microseconds of a request. */
		double slice(int millis) throws IOException {
			this.orders.write(millis + "\n");
			this.orders.flush();
			String line = this.answers.readLine();
			if (line == null || !line.startsWith("slice ")) {
				throw new IllegalStateException(this.name + " says " + line + "; see results/paired.log");
			}
			String[] parts = line.split(" ");
			return Long.parseLong(parts[2]) / 1000.0 / Long.parseLong(parts[1]);
		}

	}

}
