package io.perfstarter.boot.resource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.perfstarter.series.RedisState;
import org.jspecify.annotations.Nullable;

/**
 * Understands what Redis says.
 */
final class RedisText {

	/** How many commands of the slow log are wanted. */
	static final int SLOW_COMMANDS = 10;

	private static final int MAX_REASON = 200;

	private static final Pattern COMMAND = Pattern.compile("[A-Za-z][A-Za-z0-9._|-]{0,39}");

	/** Redis is there, but of no use to who gets such an error. */
	private static final Set<String> OF_NO_USE = Set.of("NOAUTH", "WRONGPASS", "LOADING");

	/**
	 * What drivers throw when Redis answers with an error, or with what they do not
	 * understand.
	 */
	private static final Set<String> ERROR_ANSWERS = Set.of("RedisCommandExecutionException", "RedisNoScriptException",
			"RedisReadOnlyException", "RedisLoadingException", "RedisBusyException", "UnsupportedOperationException",
			"JedisDataException", "JedisAccessControlException", "JedisBusyException");

	private RedisText() {
	}

	/** Reads the answer to {@code INFO}. */
	static Map<String, String> info(@Nullable String text) {
		Map<String, String> info = new LinkedHashMap<>();
		if (text != null) {
			text.lines().forEach((line) -> {
				int colon = line.indexOf(':');
				if (colon > 0 && line.charAt(0) != '#') {
					info.put(line.substring(0, colon), line.substring(colon + 1));
				}
			});
		}
		return info;
	}

	/**
	 * Reads the answer to {@code SLOWLOG GET}: of each entry its number, when it began in
	 * seconds, how long it took in microseconds, and the command with its arguments, of
	 * which only the first word is looked at.
	 * @param answer what the driver gave
	 * @return the commands, or {@code null} if it is something else
	 */
	static @Nullable List<RedisState.SlowCommand> slowLog(@Nullable Object answer) {
		if (!(answer instanceof List<?> entries)) {
			return null;
		}
		List<RedisState.SlowCommand> commands = new ArrayList<>();
		for (Object each : entries) {
			if (each instanceof List<?> entry && entry.size() >= 4 && entry.get(1) instanceof Number seconds
					&& entry.get(2) instanceof Number micros && entry.get(3) instanceof List<?> words
					&& !words.isEmpty() && commands.size() < SLOW_COMMANDS) {
				commands.add(new RedisState.SlowCommand(Instant.ofEpochSecond(seconds.longValue()),
						Duration.ofNanos(micros.longValue() * 1000), command(words.get(0))));
			}
		}
		return commands;
	}

	private static String command(@Nullable Object word) {
		String text = (word instanceof byte[] bytes) ? new String(bytes, StandardCharsets.US_ASCII)
				: String.valueOf(word);
		return COMMAND.matcher(text).matches() ? text.toUpperCase(Locale.ROOT) : "(other)";
	}

	/**
	 * Whether Redis answered, with an error of the command, such as one that the user may
	 * not run.
	 */
	static boolean isAnswer(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (ERROR_ANSWERS.contains(cause.getClass().getSimpleName())) {
				return !OF_NO_USE.contains(String.valueOf(cause.getMessage()).split(" ", 2)[0]);
			}
		}
		return false;
	}

	/** Says why something failed: the innermost message. */
	static String reason(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		String message = root.getMessage();
		String text = (message != null) ? message.lines().findFirst().orElse("") : "";
		if (text.isBlank()) {
			text = root.getClass().getSimpleName();
		}
		return (text.length() > MAX_REASON) ? text.substring(0, MAX_REASON) + "…" : text;
	}

}
