package io.perfstarter.boot.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/**
 * {@link Encoder} for lines like {@code [2025-10-18 14:30:45] INFO - PERFORMANCE | Route:
 * /dashboard | Load Time: 245ms | Queries: 8 | DB Time: 120ms | Render Time: 95ms |
 * Total: 245ms}. One request is always exactly one line of seven parts, whatever its
 * route holds. Times are rounded to whole milliseconds.
 */
final class LineEncoder extends EncoderBase<PerformanceLine> {

	private static final byte[] NOTHING = {};

	private static final char REPLACEMENT = '?';

	private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final DateTimeFormatter time;

	LineEncoder(ZoneId zone) {
		this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
	}

	@Override
	public byte[] headerBytes() {
		return NOTHING;
	}

	@Override
	public byte[] encode(PerformanceLine line) {
		long total = millis(line.durationNanos());
		StringBuilder text = new StringBuilder(160);
		text.append('[');
		this.time.formatTo(Instant.ofEpochMilli(line.epochMillis()), text);
		text.append("] INFO - PERFORMANCE | Route: ");
		appendRoute(text, line.route());
		text.append(" | Load Time: ").append(total);
		text.append("ms | Queries: ").append(line.queries());
		text.append(" | DB Time: ").append(millis(line.databaseNanos()));
		text.append("ms | Render Time: ").append(millis(line.renderNanos()));
		text.append("ms | Total: ").append(total);
		text.append("ms\n");
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public byte[] footerBytes() {
		return NOTHING;
	}

	private static long millis(long nanos) {
		return nanos / NANOS_PER_MILLI + ((nanos % NANOS_PER_MILLI >= NANOS_PER_MILLI / 2) ? 1 : 0);
	}

	private static void appendRoute(StringBuilder text, String route) {
		for (int i = 0; i < route.length(); i++) {
			char character = route.charAt(i);
			text.append((breaksLine(character) || separatesParts(route, i)) ? REPLACEMENT : character);
		}
	}

	private static boolean breaksLine(char character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
			default -> false;
		};
	}

	/**
	 * A bar between blanks would look like the end of the route, and there is a blank
	 * before and after the route itself. Any other bar stays: it is part of a template
	 * such as <code>/{language:en|fr}</code>.
	 */
	private static boolean separatesParts(String route, int index) {
		return route.charAt(index) == '|' && (index == 0 || route.charAt(index - 1) == ' ')
				&& (index == route.length() - 1 || route.charAt(index + 1) == ' ');
	}

}
