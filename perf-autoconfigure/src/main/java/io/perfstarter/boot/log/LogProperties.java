package io.perfstarter.boot.log;

import java.io.File;

import io.perfstarter.boot.InvalidPropertyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Where the performance log is written, and how much of it is kept.
 *
 * @param file File that one line a request is written to; without it there is no
 * performance log.
 * @param maxFileSize Size from which on the file is rolled and a new one begun.
 * @param maxHistory Number of old files that are kept, as performance.log.1 (the
 * youngest) and so on.
 * @param queueSize Number of lines that may wait for the disk before further ones are
 * dropped and counted.
 */
@ConfigurationProperties("performance.log")
record LogProperties(@Nullable String file, @DefaultValue("10MB") DataSize maxFileSize,
		@DefaultValue("10") int maxHistory, @DefaultValue("1024") int queueSize) {

	private static final DataSize MIN_FILE_SIZE = DataSize.ofKilobytes(1);

	private static final int MAX_HISTORY = 1000;

	private static final int MAX_QUEUE_SIZE = 1_000_000;

	LogProperties {
		file = StringUtils.hasText(file) ? file.strip() : null;
		if (file != null && hasPatternCharacter(file)) {
			throw new InvalidPropertyException("performance.log.file", file,
					"a path without the characters % and, except on Windows, \\");
		}
		if (maxFileSize.compareTo(MIN_FILE_SIZE) < 0) {
			throw new InvalidPropertyException("performance.log.max-file-size", maxFileSize,
					"a size of at least 1KB, such as 10MB");
		}
		if (maxHistory < 1 || maxHistory > MAX_HISTORY) {
			throw new InvalidPropertyException("performance.log.max-history", maxHistory,
					"a number from 1 to " + MAX_HISTORY);
		}
		if (queueSize < 1 || queueSize > MAX_QUEUE_SIZE) {
			throw new InvalidPropertyException("performance.log.queue-size", queueSize,
					"a number from 1 to " + MAX_QUEUE_SIZE);
		}
	}

	/**
	 * Logback takes the names of old files for a pattern that these cannot be quoted in.
	 */
	private static boolean hasPatternCharacter(String file) {
		return file.indexOf('%') >= 0 || (File.separatorChar != '\\' && file.indexOf('\\') >= 0);
	}

}
