package io.perfstarter.analysis;

import java.time.Instant;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One finding.
 *
 * @param id 12 hexadecimal characters, the same after a restart
 * @param type what is wrong
 * @param severity how much it matters
 * @param priority 1 is what to mend first: by severity, then by time lost
 * @param savesMsPerHour the time that could be saved in an hour, as its type says
 * @param operation what it was found in
 * @param statement the statement, where it is one
 * @param callSite where it is run, where that is known
 * @param evidence what shows it
 * @param recommendation what to do about it
 * @param firstSeen when an execution showed it first
 * @param lastSeen when an execution showed it last
 * @param executions how many executions showed it
 */
public record FindingFigures(String id, FindingType type, Severity severity, int priority, double savesMsPerHour,
		Named operation, @Nullable Text statement, @Nullable String callSite, Evidence evidence, String recommendation,
		Instant firstSeen, Instant lastSeen, long executions) {

	static FindingFigures of(Finding finding, Severity severity, int priority, double savesMsPerHour,
			@Nullable CallSite sourceSite) {
		CallSite site = finding.callSite();
		return new FindingFigures(finding.id(), finding.type(), severity, priority, savesMsPerHour,
				new Named(finding.operation().id(), finding.operation().name()), Text.of(finding.statement()),
				(site != null) ? site.toString() : null, Evidence.of(finding, sourceSite),
				Advice.on(finding, sourceSite), finding.firstSeen(), finding.lastSeen(), finding.executions());
	}

	/**
	 * An operation.
	 *
	 * @param id its id
	 * @param name its name
	 */
	public record Named(String id, String name) {

	}

	/**
	 * A statement.
	 *
	 * @param id its id
	 * @param sql its normalised text
	 */
	public record Text(String id, String sql) {

		static @Nullable Text of(@Nullable Statement statement) {
			return (statement != null) ? new Text(statement.id(), statement.sql()) : null;
		}

	}

	/**
	 * What shows it.
	 *
	 * @param summary all of it in one sentence
	 * @param confirmed whether Hibernate said so; otherwise it is concluded from the
	 * statements
	 * @param association the association, such as {@code Order.lines}
	 * @param entity the entity that was loaded
	 * @param repeatsTypical how often it happened in an execution: the middle one of the
	 * last 32
	 * @param repeatsMax how often at most
	 * @param rowsMax rows of an execution at most, where it is about a statement
	 * @param lostMsPerExecution time lost in an execution, on average
	 * @param whileRendering whether it happened while a view rendered
	 * @param source the query whose rows it is repeated for
	 * @param sourceCallSite where that is run
	 */
	public record Evidence(String summary, @Nullable Boolean confirmed, @Nullable String association,
			@Nullable String entity, int repeatsTypical, int repeatsMax, @Nullable Long rowsMax,
			double lostMsPerExecution, boolean whileRendering, @Nullable Text source, @Nullable String sourceCallSite) {

		static Evidence of(Finding finding, @Nullable CallSite sourceSite) {
			LoadCause cause = finding.cause();
			Observation.Source source = finding.source();
			boolean repeated = finding.type() == FindingType.N_PLUS_ONE
					|| finding.type() == FindingType.EAGER_ASSOCIATION;
			String entity = (cause != null) ? cause.entity() : finding.subject();
			boolean entityKnown = cause != null || finding.type() == FindingType.REPEATED_ROW;
			return new Evidence(Advice.summary(finding), repeated ? cause != null : null,
					(cause != null) ? cause.name() : null,
					(entityKnown && entity != null && !entity.isEmpty()) ? entity : null, finding.typicalRepeats(),
					finding.maxRepeats(), (finding.statement() != null) ? finding.maxRows() : null,
					Units.millis(finding.lostNanos() / Math.max(1, finding.executions())), finding.isRendering(),
					(source != null) ? Text.of(source.statement()) : null,
					(sourceSite != null) ? sourceSite.toString() : null);
		}

	}

}
