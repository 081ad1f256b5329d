package io.perfstarter.boot.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 describes it.
 *
 * @param title the status in words
 * @param status the HTTP status
 * @param detail a sentence
 * @param parameter the parameter that was wrong
 * @param value its value
 * @param allowed what would be right
 */
record Problem(String title, int status, String detail, @Nullable String parameter, @Nullable String value,
		@Nullable String allowed) {

	static Problem parameter(String name, @Nullable String value, String allowed) {
		return new Problem("Bad Request", 400,
				"The parameter '%s' has the value '%s'; allowed is %s.".formatted(name, value, allowed), name, value,
				allowed);
	}

	static Problem notFound(String what, String id) {
		return new Problem("Not Found", 404, "There is no %s with the id '%s'.".formatted(what, id), "id", id, null);
	}

}
