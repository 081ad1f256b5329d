package io.perfstarter.boot.observe;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.perfstarter.trace.BoundedOperations;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.ExecutionSink;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls to other services, for their own operation and for the execution that
 * makes them. Thread-safe.
 */
final class ClientCalls {

	/** Hosts and templates that are told apart, so that requests keep their places. */
	private static final int MAX_NAMES = 200;

	private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*");

	/** A base address that is a variable itself. */
	private static final Pattern BASE = Pattern.compile("^\\{[^/{}]*}(?=/|$)");

	/**
	 * What looks as if it were somebody's: a number, three digits or more, long with
	 * digits in it, an address, or something encoded.
	 */
	private static final Pattern ID = Pattern.compile("\\d+|(?:\\D*\\d){3}.*|(?=.*\\d).{16,}|.*[@%].*");

	private final Tracer tracer;

	private final ExecutionSink sink;

	private final Guard guard;

	private final BoundedOperations operations = new BoundedOperations(OperationKind.CLIENT, MAX_NAMES);

	private final Map<String, String> paths = new ConcurrentHashMap<>();

	ClientCalls(Tracer tracer, ExecutionSink sink, Guard guard) {
		this.tracer = tracer;
		this.sink = sink;
		this.guard = guard;
	}

	/** Says that a call begins on the current thread. */
	@Nullable Call begin() {
		try {
			return new Call(this.tracer.capture(), this.tracer.clock().nanoTime());
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("client", ex);
			return null;
		}
	}

	/** Says that a call ended, on any thread. */
	void end(@Nullable Call call, @Nullable String host, String method, @Nullable String template, boolean failed) {
		if (call == null) {
			return;
		}
		try {
			Operation operation = this.operations.get(name(host, method, template));
			long duration = this.tracer.clock().nanoTime() - call.start();
			Execution execution = call.execution();
			if (execution != null && !execution.isEnded()) {
				credit(execution, operation, call.start(), duration, failed);
			}
			this.sink.part(operation, duration, failed, 0);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("client", ex);
		}
	}

	void swallow(Throwable failure) {
		this.guard.swallowed("client", failure);
	}

	private void credit(Execution execution, Operation operation, long start, long duration, boolean failed) {
		// Nothing to be entered if this thread works for the execution already
		Branch branch = this.tracer.branch(execution);
		try {
			Track track = this.tracer.current();
			if (track != null) {
				track.part(EventType.CLIENT, operation, start, duration, failed);
			}
		}
		finally {
			this.tracer.endBranch(branch);
		}
	}

	private String name(@Nullable String host, String method, @Nullable String template) {
		String prefix = ((host != null) ? host.toLowerCase(Locale.ROOT) : "(unknown host)") + " " + method;
		if (template == null) {
			return prefix;
		}
		String path = this.paths.get(template);
		if (path == null) {
			path = path(template);
			if (this.paths.size() < MAX_NAMES) {
				this.paths.put(template, path);
			}
		}
		return path.isEmpty() ? prefix : prefix + " " + path;
	}

	/**
	 * Returns the path of a template, without scheme, host and query. Nothing if an id
	 * seems to stand in it, because the template was put together by hand.
	 */
	static String path(String template) {
		String path = ORIGIN.matcher(template).replaceFirst("");
		int end = path.length();
		int depth = 0;
		for (int i = 0; i < path.length(); i++) {
			char character = path.charAt(i);
			depth += (character == '{') ? 1 : (character == '}') ? -1 : 0;
			if (depth == 0 && (character == '?' || character == '#')) {
				end = i;
				break;
			}
		}
		path = path.substring(0, end).replaceAll("\\{[?&#][^}]*}", "");
		path = BASE.matcher(path).replaceFirst("");
		if (path.isEmpty()) {
			return "";
		}
		for (String segment : literal(path).split("/")) {
			if (ID.matcher(segment).matches()) {
				return "";
			}
		}
		return path.startsWith("/") ? path : "/" + path;
	}

	/** Leaves the variables of a template out, which may have patterns with digits. */
	private static String literal(String path) {
		StringBuilder literal = new StringBuilder();
		int depth = 0;
		for (int i = 0; i < path.length(); i++) {
			char character = path.charAt(i);
			depth += (character == '{') ? 1 : 0;
			if (depth == 0) {
				literal.append(character);
			}
			depth -= (character == '}' && depth > 0) ? 1 : 0;
		}
		return literal.toString();
	}

	/**
	 * A call that runs.
	 *
	 * @param execution what made it
	 * @param start when it began
	 */
	record Call(@Nullable Execution execution, long start) {

	}

}
