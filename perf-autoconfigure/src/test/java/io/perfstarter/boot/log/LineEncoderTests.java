package io.perfstarter.boot.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LineEncoder}.
 */
class LineEncoderTests {

	private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

	@Test
	void formatsTheLine() {
		PerformanceLine line = new PerformanceLine(Instant.parse("2025-10-18T12:30:45.999Z").toEpochMilli(),
				"/dashboard", millis(245), 8, millis(120), millis(95));
		assertThat(encode(line)).isEqualTo("[2025-10-18 14:30:45] INFO - PERFORMANCE | Route: /dashboard"
				+ " | Load Time: 245ms | Queries: 8 | DB Time: 120ms | Render Time: 95ms | Total: 245ms\n");
	}

	@Test
	void formatsTheLineInTheZoneGiven() {
		PerformanceLine line = new PerformanceLine(Instant.parse("2025-12-31T23:30:00Z").toEpochMilli(), "/", 0, 0, 0,
				0);
		assertThat(encode(line)).isEqualTo("[2026-01-01 00:30:00] INFO - PERFORMANCE | Route: /"
				+ " | Load Time: 0ms | Queries: 0 | DB Time: 0ms | Render Time: 0ms | Total: 0ms\n");
	}

	@Test
	void formatsTheLineAlikeInEveryLocale() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
			assertThat(encode(route("/"))).startsWith("[1970-01-01 01:00:00] ").contains("Load Time: 1ms");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "499999, 0", "500000, 1", "1499999, 1", "1500000, 2", "244500000, 245",
			"9223372036854775807, 9223372036855" })
	void roundsToWholeMilliseconds(long nanos, long millis) {
		assertThat(encode(new PerformanceLine(0, "/", nanos, 0, nanos, nanos))).contains("Load Time: " + millis + "ms",
				"DB Time: " + millis + "ms", "Render Time: " + millis + "ms", "Total: " + millis + "ms");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a\nb", "/a\r\nb", "/a\tb", "/a\u0000b", "/a\u001b[2Jb", "/a\u007fb", "/a\u0085b",
			"/a\u2028b", "/a\u2029b", "\n", "/a | Load Time: 1ms", "| a", "a |", "|", " | | | ", "/a |\n| b" })
	void routeNeverBreaksTheLineOrItsParts(String route) {
		String line = encode(route(route));
		assertThat(line).endsWith("\n");
		assertThat(line.strip().chars()).noneMatch((c) -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
		assertThat(line.split(" \\| ")).hasSize(7);
		assertThat(line.split(" \\| ")[1]).isEqualTo(
				"Route: " + line.substring(line.indexOf("Route: ") + 7, line.indexOf(" | Load Time: 1ms | Queries")));
	}

	@Test
	void routeIsReplacedCharacterByCharacter() {
		assertThat(encode(route("/a\r\nb | c"))).contains("| Route: /a??b ? c | Load Time");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/{language:en|fr}", "/straße/{ключ}", "/a b", "/**", "/\uD83D\uDE80" })
	void routeIsOtherwiseLeftAlone(String route) {
		assertThat(encode(route(route))).contains("| Route: " + route + " | Load Time");
	}

	private static PerformanceLine route(String route) {
		return new PerformanceLine(0, route, millis(1), 0, 0, 0);
	}

	private static long millis(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

	private static String encode(PerformanceLine line) {
		return new String(new LineEncoder(ZONE).encode(line), StandardCharsets.UTF_8);
	}

}
