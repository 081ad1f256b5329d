package io.perfstarter.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.perfstarter.series.TraceEvent;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one statement in one execution that came from the same place.
 * <p>
 * Where a run came from is not always known. If all that is known came from one place, so
 * did the others; if from several, the others are shared out in the same proportion.
 */
final class Runs {

	private static final long PACE_NANOS = 50_000_000;

	private static final int PACE_RATIO = 10;

	private final Statement statement;

	private final @Nullable CallSite callSite;

	private final @Nullable LoadCause cause;

	private final List<TraceEvent> events;

	private final int distinctBinds;

	private final int mostOfOneBind;

	private Runs(Statement statement, @Nullable CallSite callSite, @Nullable LoadCause cause, List<TraceEvent> events) {
		this.statement = statement;
		this.callSite = callSite;
		this.cause = cause;
		this.events = events;
		Map<Integer, Integer> byBind = new HashMap<>();
		events.forEach((event) -> byBind.merge(event.bind(), 1, Integer::sum));
		this.distinctBinds = byBind.size();
		this.mostOfOneBind = byBind.values().stream().mapToInt(Integer::intValue).max().orElse(0);
	}

	/** Groups queries, which are in the order of their start. */
	static List<Runs> of(List<TraceEvent> queries) {
		Map<Key, List<TraceEvent>> groups = new LinkedHashMap<>();
		for (TraceEvent query : queries) {
			Statement statement = Objects.requireNonNull(query.statement());
			groups.computeIfAbsent(new Key(statement, query.cause()), (key) -> new ArrayList<>()).add(query);
		}
		List<Runs> runs = new ArrayList<>();
		groups.forEach((key, events) -> bySite(events)
			.forEach((site, own) -> runs.add(new Runs(key.statement(), site.orNull(), key.cause(), own))));
		return runs;
	}

	private static Map<Site, List<TraceEvent>> bySite(List<TraceEvent> events) {
		Map<Site, List<TraceEvent>> known = new LinkedHashMap<>();
		List<TraceEvent> unknown = new ArrayList<>();
		for (TraceEvent event : events) {
			if (event.callSite() != null) {
				known.computeIfAbsent(new Site(event.callSite()), (site) -> new ArrayList<>()).add(event);
			}
			else {
				unknown.add(event);
			}
		}
		if (known.size() <= 1) {
			Site site = known.isEmpty() ? new Site(null) : known.keySet().iterator().next();
			return Map.of(site, events);
		}
		int all = events.size() - unknown.size();
		int from = 0;
		int seen = 0;
		for (List<TraceEvent> own : known.values()) {
			seen += own.size();
			int to = (int) ((long) unknown.size() * seen / all);
			own.addAll(unknown.subList(from, to));
			own.sort(Comparator.comparingLong(TraceEvent::offsetNanos));
			from = to;
		}
		return known;
	}

	Statement statement() {
		return this.statement;
	}

	@Nullable CallSite callSite() {
		return this.callSite;
	}

	@Nullable LoadCause cause() {
		return this.cause;
	}

	List<TraceEvent> events() {
		return this.events;
	}

	int count() {
		return this.events.size();
	}

	int distinctBinds() {
		return this.distinctBinds;
	}

	int mostOfOneBind() {
		return this.mostOfOneBind;
	}

	TraceEvent first() {
		return this.events.get(0);
	}

	TraceEvent last() {
		return this.events.get(this.events.size() - 1);
	}

	long nanos() {
		return this.events.stream().mapToLong(TraceEvent::durationNanos).sum();
	}

	/** Returns the time of all runs but one. */
	long nanosOfAllButOne() {
		return nanos() / count() * (count() - 1);
	}

	long rows() {
		return this.events.stream().mapToLong(TraceEvent::rows).sum();
	}

	long mostRows() {
		return this.events.stream().mapToLong(TraceEvent::rows).max().orElse(0);
	}

	/**
	 * Whether the time between the runs went elsewhere: a loop that waits, or works on
	 * each for much longer than it takes to read it.
	 * @param queries all queries of the execution, in the order of their start
	 */
	boolean isPaced(List<TraceEvent> queries) {
		List<Long> gaps = new ArrayList<>();
		List<Long> durations = new ArrayList<>();
		int next = 0;
		for (int i = 0; i < count(); i++) {
			TraceEvent run = this.events.get(i);
			durations.add(run.durationNanos());
			if (i + 1 == count()) {
				break;
			}
			long end = run.offsetNanos() + run.durationNanos();
			long until = this.events.get(i + 1).offsetNanos();
			long gap = until - end;
			while (next < queries.size() && queries.get(next).offsetNanos() < end) {
				next++;
			}
			for (int k = next; k < queries.size() && queries.get(k).offsetNanos() < until; k++) {
				gap -= queries.get(k).durationNanos();
			}
			gaps.add(gap);
		}
		long gap = median(gaps);
		return gap >= PACE_NANOS && gap >= PACE_RATIO * median(durations);
	}

	private static long median(List<Long> values) {
		if (values.isEmpty()) {
			return 0;
		}
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
	}

	private record Key(Statement statement, @Nullable LoadCause cause) {

	}

	private record Site(@Nullable CallSite callSite) {

		@Nullable CallSite orNull() {
			return this.callSite;
		}

	}

}
