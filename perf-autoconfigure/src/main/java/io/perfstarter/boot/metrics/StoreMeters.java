package io.perfstarter.boot.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.perfstarter.series.HousekeepingTask;
import io.perfstarter.series.MeterKey;
import io.perfstarter.series.QueryTotals;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;

/**
 * The meters for any registry. Those with tags appear once the store knows the tags,
 * within some seconds. Thread-safe.
 */
final class StoreMeters implements MeterBinder, HousekeepingTask {

	/** Routes that have a meter of their own; the others share one. */
	static final int MAX_ROUTES = 100;

	/** Steps that have a meter of their own; the others share one. */
	static final int MAX_STEPS = 50;

	private final SeriesStore store;

	private final Tracer tracer;

	private final Guard guard;

	/** What each registry has meters for already. */
	private final Map<MeterRegistry, Set<Object>> registered = new ConcurrentHashMap<>();

	private final Map<String, Operation> routes = new LinkedHashMap<>();

	private final Set<String> steps = new LinkedHashSet<>();

	StoreMeters(SeriesStore store, Tracer tracer, Guard guard) {
		this.store = store;
		this.tracer = tracer;
		this.guard = guard;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(MeterNames.ACTIVE, this.tracer, Tracer::active)
			.description("Executions that run now")
			.register(registry);
		FunctionCounter.builder(MeterNames.TRACES_DROPPED, this.store, SeriesStore::droppedTraces)
			.description("Kept executions that were given up for want of room")
			.register(registry);
		FunctionCounter.builder(MeterNames.FAILURES, this.guard, Guard::count)
			.description("Failures inside the instrumentation")
			.register(registry);
		bindTagged(registry, this.registered.computeIfAbsent(registry, (key) -> ConcurrentHashMap.newKeySet()));
	}

	@Override
	public void run() {
		this.registered.forEach(this::bindTagged);
	}

	private void bindTagged(MeterRegistry registry, Set<Object> known) {
		List<MeterKey> keys = new ArrayList<>();
		this.store.visitQueryTotals((key, totals) -> {
			if (totals.count() > 0) {
				keys.add(key);
			}
		});
		for (MeterKey key : keys) {
			if (known.add(key)) {
				FunctionTimer
					.builder(MeterNames.QUERY_DURATION, key, (wanted) -> totals(wanted).count(),
							(wanted) -> totals(wanted).seconds(), TimeUnit.SECONDS)
					.description("How long queries took")
					.tag("verb", verb(key))
					.tag("table", key.table())
					.register(registry);
			}
		}
		bindSteps(registry, known);
		for (String route : requestQueries().keySet()) {
			if (known.add(route)) {
				FunctionCounter
					.builder(MeterNames.REQUEST_QUERIES, route, (wanted) -> requestQueries().getOrDefault(wanted, 0L))
					.description("Queries that requests ran")
					.tag("route", route)
					.register(registry);
			}
		}
	}

	private void bindSteps(MeterRegistry registry, Set<Object> known) {
		for (String step : stepTotals().keySet()) {
			if (known.add(new StepKey(step))) {
				FunctionTimer
					.builder(MeterNames.STEP_DURATION, step, (wanted) -> stepTotals(wanted).count(),
							(wanted) -> stepTotals(wanted).nanos(), TimeUnit.NANOSECONDS)
					.description("How long steps took")
					.tag("step", step)
					.register(registry);
			}
		}
	}

	private StepTotals stepTotals(String wanted) {
		return stepTotals().getOrDefault(wanted, new StepTotals(0, 0));
	}

	/** Returns the totals since the start by step; a step never moves to another. */
	private synchronized Map<String, StepTotals> stepTotals() {
		Map<String, StepTotals> result = new LinkedHashMap<>();
		this.store.visitOperationTotals((operation, count, queries, nanos) -> {
			if (operation.kind() == OperationKind.STEP && count > 0) {
				String name = operation.name();
				if (this.steps.size() < MAX_STEPS) {
					this.steps.add(name);
				}
				result.merge(this.steps.contains(name) ? name : Operation.OTHER, new StepTotals(count, nanos),
						StepTotals::plus);
			}
		});
		return result;
	}

	private QueryTotals totals(MeterKey wanted) {
		QueryTotals[] found = { QueryTotals.NONE };
		this.store.visitQueryTotals((key, totals) -> {
			if (key.equals(wanted)) {
				found[0] = totals;
			}
		});
		return found[0];
	}

	static String verb(MeterKey key) {
		return key.verb().name().toLowerCase(Locale.ROOT);
	}

	/** Returns the queries since the start by route; a route never moves to another. */
	synchronized Map<String, Long> requestQueries() {
		Map<String, Long> result = new LinkedHashMap<>();
		this.store.visitOperationTotals((operation, count, queries, nanos) -> {
			if (operation.kind() == OperationKind.HTTP && count > 0) {
				String name = operation.name();
				if (!this.routes.containsKey(name) && this.routes.size() < MAX_ROUTES) {
					this.routes.put(name, operation);
				}
				result.merge(this.routes.containsKey(name) ? name : Operation.OTHER, queries, Long::sum);
			}
		});
		return result;
	}

	/** Tells a step from a route of the same name. */
	private record StepKey(String name) {

	}

	private record StepTotals(long count, long nanos) {

		StepTotals plus(StepTotals other) {
			return new StepTotals(this.count + other.count, this.nanos + other.nanos);
		}

	}

}
