package io.perfstarter.analysis;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a rule saw in one execution. Immutable.
 *
 * @param type what is wrong
 * @param statement the statement, where it is one
 * @param callSite where it was run, where that is known
 * @param cause why an object-relational mapper ran it, if it did
 * @param subject what else it is about: an entity, a service
 * @param repeats how often it happened in the execution
 * @param rows the rows that were read or changed
 * @param lostNanos the time that was lost, as its type says
 * @param rendering whether it happened while a view rendered
 * @param source the query whose rows it was repeated for, if there is one
 */
record Observation(FindingType type, @Nullable Statement statement, @Nullable CallSite callSite,
		@Nullable LoadCause cause, @Nullable String subject, int repeats, long rows, long lostNanos, boolean rendering,
		@Nullable Source source) {

	static Observation of(FindingType type, @Nullable Statement statement, @Nullable CallSite callSite,
			@Nullable String subject, int repeats, long rows, long lostNanos) {
		return new Observation(type, statement, callSite, null, subject, repeats, rows, lostNanos, false, null);
	}

	static Observation of(FindingType type, Runs runs, long lostNanos) {
		return new Observation(type, runs.statement(), runs.callSite(), runs.cause(), null, runs.count(), runs.rows(),
				lostNanos, false, null);
	}

	Observation whileRendering(boolean rendering) {
		return new Observation(this.type, this.statement, this.callSite, this.cause, this.subject, this.repeats,
				this.rows, this.lostNanos, rendering, this.source);
	}

	Observation after(@Nullable Source source) {
		return new Observation(this.type, this.statement, this.callSite, this.cause, this.subject, this.repeats,
				this.rows, this.lostNanos, this.rendering, source);
	}

	/** What tells it from others of the same operation. */
	String key() {
		String key = this.type.name();
		if (this.cause != null) {
			return key + '|' + this.cause.name();
		}
		return key + '|' + ((this.statement != null) ? this.statement.id() : "") + '|'
				+ ((this.callSite != null) ? this.callSite.toString() : "") + '|'
				+ ((this.subject != null) ? this.subject : "");
	}

	/**
	 * The query whose rows something was repeated for.
	 *
	 * @param statement the query
	 * @param callSite where it was run, where that is known
	 * @param rows the rows it read
	 * @param path the associations between its entity and the one that was loaded, such
	 * as {@code lines.}; empty if there is none
	 */
	record Source(Statement statement, @Nullable CallSite callSite, long rows, String path) {

	}

}
