package io.perfstarter.trace;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Guard}.
 */
class GuardTests {

	@Test
	void warnsOnceAndCountsAll() {
		Guard guard = new Guard();
		try (LogCapture log = new LogCapture()) {
			guard.swallowed("request", new IllegalStateException("first"));
			guard.swallowed("jdbc", new IllegalStateException("second"));
			guard.swallowed("jdbc", new NoClassDefFoundError("third"));
			assertThat(log.lines(Level.WARN)).singleElement().asString().contains("'request'", "not affected");
			assertThat(log.lines(Level.DEBUG)).hasSize(2).allMatch((line) -> line.contains("'jdbc'"));
		}
		assertThat(guard.count()).isEqualTo(3);
	}

}
