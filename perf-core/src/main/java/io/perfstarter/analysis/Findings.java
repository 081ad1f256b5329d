package io.perfstarter.analysis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.perfstarter.series.HousekeepingTask;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.Suspects;
import io.perfstarter.series.Trace;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Expectation;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What was found. Executions that wait to be judged are judged on the housekeeping thread
 * and whenever somebody asks, never on the thread that ran them. Thread-safe.
 * <p>
 * At most {@value #MAX} findings are kept; what has been seen least lately goes first.
 * One that was not seen for two days goes, so that what a nightly job shows stays from
 * night to night.
 */
public final class Findings implements HousekeepingTask {

	/** At most this many are kept. */
	public static final int MAX = 500;

	private static final int HOUR = 60;

	/** What is found place by place. */
	private static final Set<FindingType> BY_PLACE = EnumSet.of(FindingType.N_PLUS_ONE, FindingType.CACHEABLE_READ,
			FindingType.MISSING_BATCH);

	private static final Duration KEPT = Duration.ofDays(2);

	private final Suspects suspects;

	private final Analyzer analyzer;

	private final List<Suppression> suppressions;

	private final SeriesStore store;

	private final InstantSource time;

	private final Instant since;

	private final Map<String, Finding> findings = new HashMap<>();

	/**
	 * Creates it.
	 * @param suspects where executions wait to be judged
	 * @param analyzer judges them
	 * @param store knows where statements were run first, and how many executions there
	 * were
	 * @param suppressions what not to show
	 * @param time tells the time of day
	 */
	public Findings(Suspects suspects, Analyzer analyzer, SeriesStore store, List<Suppression> suppressions,
			InstantSource time) {
		this.suspects = suspects;
		this.analyzer = analyzer;
		this.store = store;
		this.suppressions = List.copyOf(suppressions);
		this.time = time;
		this.since = time.instant();
	}

	/** Judges what waits and forgets what is too old. */
	@Override
	public synchronized void run() {
		this.suspects.drainAll(this::judge);
		Instant oldest = this.time.instant().minus(KEPT);
		this.findings.values().removeIf((finding) -> finding.touched().isBefore(oldest));
	}

	private void judge(Trace trace, int standsFor) {
		Map<String, Observation> seen = new LinkedHashMap<>();
		for (Observation observation : this.analyzer.judge(trace)) {
			seen.merge(observation.key(), observation, Findings::add);
		}
		Instant at = trace.startedAt().plusNanos(trace.durationNanos());
		Expectation expectation = trace.expectation();
		boolean expected = expectation != null && trace.queries() <= expectation.max();
		seen.forEach((key, observation) -> {
			Operation operation = trace.operation();
			int weight = standsFor * weight(operation, observation);
			if (weight == 0) {
				return;
			}
			Finding finding = find(operation, observation);
			if (finding == null) {
				finding = new Finding(operation, observation);
				this.findings.put(operation.id() + key, finding);
			}
			finding.add(observation, at, expected && observation.type().isAboutQueries(), weight);
		});
		while (this.findings.size() > MAX) {
			this.findings.values()
				.remove(this.findings.values().stream().min(Comparator.comparing(Finding::touched)).orElseThrow());
		}
	}

	/**
	 * Returns for how many executions one stands. Of a statement that is repeated from
	 * several places, those are known of some executions only; without them nothing can
	 * be said, since no place alone may repeat it.
	 */
	private int weight(Operation operation, Observation seen) {
		Statement statement = seen.statement();
		if (statement == null || seen.cause() != null || !BY_PLACE.contains(seen.type())
				|| !this.suspects.isFromSeveral(operation, statement)) {
			return 1;
		}
		return (seen.callSite() != null) ? this.suspects.standsFor(operation, statement) : 0;
	}

	/**
	 * Finds what an observation belongs to. Where a statement was run is not known of
	 * each execution: what lacks it belongs to one that has it.
	 */
	private @Nullable Finding find(Operation operation, Observation observation) {
		Finding exact = this.findings.get(operation.id() + observation.key());
		if (exact != null || observation.statement() == null || observation.cause() != null) {
			return exact;
		}
		return this.findings.values()
			.stream()
			.filter((finding) -> finding.type() == observation.type() && finding.operation().equals(operation)
					&& observation.statement().equals(finding.statement())
					&& (finding.callSite() == null || observation.callSite() == null))
			.findFirst()
			.orElse(null);
	}

	/** Adds up what one execution showed twice. */
	private static Observation add(Observation one, Observation other) {
		return new Observation(one.type(), one.statement(), one.callSite(), one.cause(), one.subject(),
				one.repeats() + other.repeats(), Math.max(one.rows(), other.rows()),
				one.lostNanos() + other.lostNanos(), one.rendering() || other.rendering(), one.source());
	}

	/**
	 * Lists findings, after judging what waits.
	 * @param type only of this type, or {@code null} for all
	 * @param operation only of the operation with this id or name, or {@code null} for
	 * all
	 * @return the report, the most important first
	 */
	public synchronized FindingsReport report(@Nullable FindingType type, @Nullable String operation) {
		run();
		Instant now = this.time.instant();
		List<Finding> shown = new ArrayList<>();
		int suppressed = 0;
		for (Finding finding : this.findings.values()) {
			boolean wanted = operation == null || finding.operation().id().equals(operation)
					|| finding.operation().name().equals(operation);
			boolean hidden = this.suppressions.stream().anyMatch((each) -> each.matches(finding));
			boolean certain = finding.isCertain(now, () -> executions(finding.operation()));
			if (finding.isExpected() || (certain && hidden)) {
				suppressed += (wanted && (type == null || type == finding.type())) ? 1 : 0;
			}
			else if (certain) {
				shown.add(finding);
			}
		}
		Map<Finding, Double> saves = shown.stream()
			.collect(Collectors.toMap(Function.identity(), (finding) -> finding.lostMillisPerHour(this.since, now)));
		shown.sort(
				Comparator.comparing((Finding finding) -> severity(finding, Objects.requireNonNull(saves.get(finding))))
					.thenComparing(saves::get)
					.reversed()
					.thenComparing(Finding::id));
		List<FindingFigures> figures = new ArrayList<>();
		for (int i = 0; i < shown.size(); i++) {
			Finding finding = shown.get(i);
			if ((type == null || type == finding.type()) && (operation == null
					|| finding.operation().id().equals(operation) || finding.operation().name().equals(operation))) {
				double perHour = Objects.requireNonNull(saves.get(finding));
				figures
					.add(FindingFigures.of(finding, severity(finding, perHour), i + 1, perHour, sourceSite(finding)));
			}
		}
		return new FindingsReport(figures.size(), figures, suppressed);
	}

	private long executions(Operation operation) {
		return this.store.operation(this.store.window(HOUR), operation).count();
	}

	private static Severity severity(Finding finding, double lostMillisPerHour) {
		return finding.type().severity().raised(lostMillisPerHour);
	}

	/** The place of a query is looked up at first sight; where it has one only, later. */
	private @Nullable CallSite sourceSite(Finding finding) {
		Observation.Source source = finding.source();
		if (source == null || source.callSite() != null) {
			return (source != null) ? source.callSite() : null;
		}
		List<CallSite> sites = this.store.callSites(source.statement());
		return (sites.size() == 1) ? sites.get(0) : null;
	}

}
