package io.perfstarter.boot.request;

import java.time.Duration;
import java.util.List;

import io.perfstarter.boot.MovableClock;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.trace.NanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Slow requests are logged, not more than ten times a minute each.
 */
@ExtendWith(OutputCaptureExtension.class)
class SlowRequestTests {

	private static final MovableClock CLOCK = new MovableClock();

	@Test
	void slowIsWarnedAndVerySlowIsAnError(CapturedOutput output) {
		try (TestApp app = TestApp.on(Server.TOMCAT, Work.class).bean(NanoClock.class, CLOCK).start()) {
			app.get("/wait/999");
			app.get("/wait/1000");
			app.get("/wait/2999");
			app.get("/wait/3000");
			app.executions().await(4);
		}
		assertThat(lines(output)).hasSize(3);
		assertThat(lines(output).get(0)).contains(" WARN ")
			.contains("Slow request: GET /wait/{millis} took 1000.0 ms, status 200, 0 queries in 0.0 ms");
		assertThat(lines(output).get(1)).contains(" WARN ").contains("took 2999.0 ms");
		assertThat(lines(output).get(2)).contains(" ERROR ")
			.contains("Very slow request: GET /wait/{millis} took 3000.0 ms");
	}

	@Test
	void thresholdsAreSettings(CapturedOutput output) {
		try (TestApp app = TestApp.on(Server.TOMCAT, Work.class)
			.bean(NanoClock.class, CLOCK)
			.with("performance.thresholds.slow-request=50ms", "performance.thresholds.very-slow-request=60ms")
			.start()) {
			app.get("/wait/49");
			app.get("/wait/50");
			app.get("/wait/60");
			app.executions().await(3);
		}
		assertThat(lines(output)).hasSize(2);
	}

	@Test
	void tenLinesAMinute(CapturedOutput output) {
		try (TestApp app = TestApp.on(Server.TOMCAT, Work.class).bean(NanoClock.class, CLOCK).start()) {
			for (int i = 0; i < 15; i++) {
				app.get("/wait/1000");
			}
			app.executions().await(15);
			assertThat(lines(output)).hasSize(10);
			CLOCK.advance(Duration.ofMinutes(1));
			app.get("/wait/1000");
			app.executions().await(16);
			assertThat(lines(output)).hasSize(11);
			assertThat(lines(output).get(10)).endsWith("5 more since the last line");
		}
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("low request:")).toList();
	}

	@RestController
	static class Work {

		@GetMapping("/wait/{millis}")
		String work(@PathVariable long millis) {
			CLOCK.advance(millis);
			return "done";
		}

	}

}
