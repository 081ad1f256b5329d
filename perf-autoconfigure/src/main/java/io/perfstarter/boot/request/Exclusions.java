package io.perfstarter.boot.request;

import java.util.List;
import java.util.function.Supplier;

import io.perfstarter.boot.InvalidPropertyException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Which requests are not measured: those of Actuator and those of configured patterns.
 * Thread-safe.
 */
final class Exclusions {

	private final List<PathPattern> patterns;

	private final Supplier<List<String>> actuatorPaths;

	private volatile String @Nullable [] prefixes;

	/**
	 * Creates the exclusions.
	 * @param patterns path patterns
	 * @param actuatorPaths gives the paths below which Actuator's endpoints are; asked
	 * once, at the first request
	 */
	Exclusions(List<String> patterns, Supplier<List<String>> actuatorPaths) {
		this.patterns = patterns.stream().map(Exclusions::parse).toList();
		this.actuatorPaths = actuatorPaths;
	}

	private static PathPattern parse(String pattern) {
		try {
			return PathPatternParser.defaultInstance.parse(pattern.startsWith("/") ? pattern : "/" + pattern);
		}
		catch (PatternParseException ex) {
			throw new InvalidPropertyException("performance.request.exclude", pattern,
					"a path pattern such as /static/** (" + ex.toDetailedString().replaceAll("\\s+", " ") + ")");
		}
	}

	boolean exclude(HttpServletRequest request) {
		String path = request.getPathInfo();
		if (path == null) {
			path = request.getServletPath();
		}
		String[] prefixes = this.prefixes;
		if (prefixes == null) {
			prefixes = this.actuatorPaths.get().toArray(new String[0]);
			this.prefixes = prefixes;
		}
		for (String prefix : prefixes) {
			if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
				return true;
			}
		}
		if (this.patterns.isEmpty()) {
			return false;
		}
		PathContainer parsed = PathContainer.parsePath(path);
		for (PathPattern pattern : this.patterns) {
			if (pattern.matches(parsed)) {
				return true;
			}
		}
		return false;
	}

}
