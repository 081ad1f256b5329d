package io.perfstarter.boot.log;

import java.util.Map;

import io.perfstarter.boot.InvalidPropertyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link LogProperties}.
 */
class LogPropertiesTests {

	@Test
	void defaults() {
		assertThat(bind(Map.of())).isEqualTo(new LogProperties(null, DataSize.ofMegabytes(10), 10, 1024));
	}

	@Test
	void values() {
		assertThat(bind(Map.of("performance.log.file", "logs/p.log", "performance.log.max-file-size", "64KB",
				"performance.log.max-history", "3", "performance.log.queue-size", "7")))
			.isEqualTo(new LogProperties("logs/p.log", DataSize.ofKilobytes(64), 3, 7));
	}

	@Test
	void blankFileIsNone() {
		assertThat(bind(Map.of("performance.log.file", " ")).file()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "file, logs/100%/p.log, %", "max-file-size, 1023B, at least 1KB", "max-file-size, -1MB, at least 1KB",
			"max-history, 0, from 1 to 1000", "max-history, 1001, from 1 to 1000", "queue-size, 0, from 1 to 1000000",
			"queue-size, 1000001, from 1 to 1000000" })
	void wrongValuesAreRefused(String name, String value, String allowed) {
		String key = "performance.log." + name;
		assertThatException().isThrownBy(() -> bind(Map.of(key, value)))
			.havingRootCause()
			.isInstanceOf(InvalidPropertyException.class)
			.withMessageContaining(key)
			.withMessageContaining(allowed);
	}

	@ParameterizedTest
	@CsvSource({ "max-file-size, 1KB", "max-history, 1", "max-history, 1000", "queue-size, 1", "queue-size, 1000000" })
	void limitsAreAllowed(String name, String value) {
		assertThat(bind(Map.of("performance.log." + name, value))).isNotNull();
	}

	private static LogProperties bind(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("performance.log",
				LogProperties.class);
	}

}
