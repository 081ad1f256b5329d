package io.perfstarter.boot.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A request to one of the paths, with its parameters read strictly: what is wrong or
 * unknown is a problem that says what is allowed.
 */
final class Call {

	private final HttpServletRequest request;

	private final Set<String> parameters;

	Call(HttpServletRequest request, Set<String> parameters) {
		this.request = request;
		this.parameters = new TreeSet<>(parameters);
		for (String name : request.getParameterMap().keySet()) {
			if (!parameters.contains(name)) {
				throw new ProblemException(Problem.parameter(name, request.getParameter(name), parameters.isEmpty()
						? "no parameter at this path" : "one of the parameters " + String.join(", ", this.parameters)));
			}
		}
	}

	/** Returns the path as it was asked for. */
	String path() {
		return this.request.getRequestURI();
	}

	/** Spring MVC gives no variables of these paths where there is a context path. */
	String pathVariable(String name) {
		Object pattern = this.request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		PathPattern.PathMatchInfo match = PathPatternParser.defaultInstance.parse(String.valueOf(pattern))
			.matchAndExtract(ServletRequestPathUtils.getParsedRequestPath(this.request).pathWithinApplication());
		return (match != null) ? match.getUriVariables().getOrDefault(name, "") : "";
	}

	int minutes() {
		return number("minutes", 5, 1, 60);
	}

	int limit(int defaultValue) {
		return number("limit", defaultValue, 1, 2000);
	}

	private int number(String name, int defaultValue, int min, int max) {
		String text = text(name);
		if (text == null) {
			return defaultValue;
		}
		String allowed = "a whole number from " + min + " to " + max;
		try {
			int value = Integer.parseInt(text);
			if (value >= min && value <= max) {
				return value;
			}
		}
		catch (NumberFormatException ex) {
			// Said below.
		}
		throw new ProblemException(Problem.parameter(name, text, allowed));
	}

	<E extends Enum<E>> E choice(String name, E defaultValue) {
		E chosen = choice(name, defaultValue.getDeclaringClass());
		return (chosen != null) ? chosen : defaultValue;
	}

	<E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		for (E constant : type.getEnumConstants()) {
			if (constant.name().equalsIgnoreCase(text)) {
				return constant;
			}
		}
		throw new ProblemException(Problem.parameter(name, text,
				"one of " + Arrays.stream(type.getEnumConstants())
					.map((constant) -> constant.name().toLowerCase(Locale.ROOT))
					.collect(Collectors.joining(", "))));
	}

	@Nullable String text(String name) {
		String[] values = this.request.getParameterValues(name);
		if (values == null) {
			return null;
		}
		if (values.length > 1) {
			throw new ProblemException(Problem.parameter(name, String.join(",", values), "a single value"));
		}
		return values[0];
	}

	/** Answers that something is not there. */
	static <T> T found(@Nullable T answer, String what, String id) {
		if (answer == null) {
			throw new ProblemException(Problem.notFound(what, id));
		}
		return answer;
	}

}
