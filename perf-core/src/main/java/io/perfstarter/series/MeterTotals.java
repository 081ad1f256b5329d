package io.perfstarter.series;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.perfstarter.sql.Verb;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;

/**
 * Which verbs and tables have meters of their own, and what statements that were given up
 * had counted. Guarded by the store.
 */
final class MeterTotals {

	/**
	 * With 14 buckets, a sum and a count each, this and the rest stay below 1,000 series.
	 */
	static final int MAX_KEYS = 40;

	private final Map<MeterKey, QueryTotals> givenUp = new LinkedHashMap<>();

	/** A key is decided once, at first sight, so that no count ever changes its place. */
	void register(Statement statement) {
		key(statement);
	}

	private QueryTotals key(Statement statement) {
		MeterKey key = new MeterKey(statement.verb(), table(statement));
		QueryTotals totals = this.givenUp.get(key);
		if (totals != null) {
			return totals;
		}
		if (this.givenUp.size() >= MAX_KEYS) {
			key = new MeterKey(statement.verb(), Operation.OTHER);
		}
		return this.givenUp.computeIfAbsent(key, (created) -> new QueryTotals());
	}

	/**
	 * Migrations touch every table once; they may not take the places of those in use.
	 */
	private static String table(Statement statement) {
		String table = statement.table();
		return (table != null && statement.verb() != Verb.DDL && statement.verb() != Verb.OTHER) ? table : "(none)";
	}

	void giveUp(StatementSeries series) {
		series.addTotalsTo(key(series.statement()));
	}

	Map<MeterKey, QueryTotals> sum(List<StatementSeries> all) {
		Map<MeterKey, QueryTotals> result = new LinkedHashMap<>();
		Map<QueryTotals, QueryTotals> sums = new IdentityHashMap<>();
		this.givenUp.forEach((key, before) -> {
			QueryTotals sum = new QueryTotals();
			sum.add(before);
			sums.put(before, sum);
			result.put(key, sum);
		});
		for (StatementSeries series : all) {
			QueryTotals sum = sums.get(key(series.statement()));
			if (sum != null) {
				series.addTotalsTo(sum);
			}
		}
		return result;
	}

}
