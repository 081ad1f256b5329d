package io.perfstarter.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says which setting is wrong, with which value, and what is allowed.
 */
final class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
		return new FailureAnalysis(
				"The setting '%s' has the value '%s', which cannot be used.".formatted(cause.key(), cause.value()),
				"Set '%s' to %s, or leave it out.".formatted(cause.key(), cause.allowed()), cause);
	}

}
