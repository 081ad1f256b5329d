package io.perfstarter.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Findings that somebody does not want to see. All that is given has to match; what is
 * {@code null} matches everything.
 *
 * @param operation the operation's name
 * @param statement the statement's id
 * @param callSite the beginning of the call site: a class, with or without method and
 * line, such as {@code com.example.Orders.load}
 * @param type what is wrong
 */
public record Suppression(@Nullable String operation, @Nullable String statement, @Nullable String callSite,
		@Nullable FindingType type) {

	boolean matches(Finding finding) {
		return (this.operation == null || this.operation.equals(finding.operation().name()))
				&& (this.statement == null
						|| (finding.statement() != null && this.statement.equals(finding.statement().id())))
				&& (this.callSite == null || begins(finding, this.callSite))
				&& (this.type == null || this.type == finding.type());
	}

	private static boolean begins(Finding finding, String prefix) {
		if (finding.callSite() == null) {
			return false;
		}
		String site = finding.callSite().toString();
		return site.startsWith(prefix)
				&& (site.length() == prefix.length() || ".:$".indexOf(site.charAt(prefix.length())) >= 0);
	}

}
