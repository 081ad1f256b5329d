package io.perfstarter.boot.finding;

import java.util.ArrayList;
import java.util.List;

import io.perfstarter.analysis.FindingType;
import io.perfstarter.analysis.Suppression;
import io.perfstarter.boot.InvalidPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is found by itself.
 *
 * @param enabled Whether executions are judged.
 * @param suppress Findings that are counted and not shown.
 */
@ConfigurationProperties("performance.findings")
record FindingProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<Suppress> suppress) {

	private static final String KEY = "performance.findings.suppress";

	List<Suppression> suppressions() {
		List<Suppression> suppressions = new ArrayList<>();
		for (int i = 0; i < this.suppress.size(); i++) {
			suppressions.add(this.suppress.get(i).suppression(KEY + "[" + i + "]"));
		}
		return suppressions;
	}

	/**
	 * Findings that are not shown: all that is given has to match.
	 *
	 * @param operation Name of the operation, such as "GET /owners".
	 * @param statement Id of the statement, 12 hexadecimal characters.
	 * @param callSite Class, with or without method and line, such as
	 * com.example.Orders.load.
	 * @param type Type of the finding, such as n-plus-one; alone it is not enough.
	 */
	record Suppress(@Nullable String operation, @Nullable String statement, @Nullable String callSite,
			@Nullable FindingType type) {

		Suppression suppression(String key) {
			requireText(key + ".operation", this.operation, "the name of an operation, such as GET /owners");
			requireText(key + ".call-site", this.callSite,
					"a class with or without method and line, such as com.example.Orders.load");
			if (this.statement != null && !this.statement.matches("[0-9a-f]{12}")) {
				throw new InvalidPropertyException(key + ".statement", this.statement,
						"the id of a statement, 12 hexadecimal characters");
			}
			if (this.operation == null && this.statement == null && this.callSite == null) {
				throw new InvalidPropertyException(key, (this.type != null) ? "type " + this.type : "",
						"at least one of operation, statement and call-site");
			}
			return new Suppression(this.operation, this.statement, this.callSite, this.type);
		}

		private static void requireText(String key, @Nullable String value, String allowed) {
			if (value != null && value.isBlank()) {
				throw new InvalidPropertyException(key, value, allowed);
			}
		}

	}

}
