package io.perfstarter.boot.jdbc;

import io.perfstarter.series.SqlStates;
import io.perfstarter.trace.CallSites;
import io.perfstarter.trace.ExecutionSink;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;

/**
 * What measuring a data source needs, whichever it is.
 *
 * @param tracer knows what the current thread works for
 * @param sink takes what no execution sees
 * @param guard takes what fails
 * @param callSites finds where a statement is run
 * @param slowQueryLog logs slow statements
 * @param sqlStates counts failures
 * @param slowNanos a statement that takes at least this long is slow
 * @param includeParameters whether bind values are kept
 */
record JdbcMeasuring(Tracer tracer, ExecutionSink sink, Guard guard, CallSites callSites, SlowQueryLog slowQueryLog,
		SqlStates sqlStates, long slowNanos, boolean includeParameters) {

}
