package io.perfstarter.boot.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.core.AsyncAppenderBase;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.trace.NanoClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One line a request, from the request to the file.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestLinesTests {

	private static final MovableClock CLOCK = new MovableClock();

	private static final String TIME = "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\] INFO - PERFORMANCE \\| ";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@EnumSource(Server.class)
	void oneLineForEachRequest(Server server) throws Exception {
		Path file = this.folder.resolve("logs/performance.log");
		try (TestApp app = TestApp.on(server, Dashboard.class)
			.bean(NanoClock.class, CLOCK)
			.with("performance.log.file=" + file)
			.start()) {
			app.get("/dashboard/17");
			app.get("/nowhere");
			app.executions().await(2);
			Awaitility.await()
				.pollInterval(Duration.ofMillis(5))
				.until(() -> Files.exists(file) && Files.readAllLines(file).size() == 2);
		}
		List<String> lines = Files.readAllLines(file);
		assertThat(lines).hasSize(2);
		assertThat(lines.get(0)).matches(TIME + "Route: /dashboard/\\{id\\} \\| Load Time: 245ms \\| Queries: 2 \\| "
				+ "DB Time: 0ms \\| Render Time: 0ms \\| Total: 245ms");
		assertThat(lines.get(1)).matches(TIME + "Route: UNMATCHED \\| .*");
	}

	@Test
	void blankFileIsOff() {
		try (TestApp app = TestApp.on(Server.TOMCAT).with("performance.log.file=").start()) {
			app.get("/nowhere");
			assertThat(app.context().getBeansOfType(PerformanceLog.class)).isEmpty();
		}
	}

	@Test
	void absenceOfLogbackIsWarnedOf(CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(io.perfstarter.boot.PerformanceAutoConfiguration.class,
					LogAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(AsyncAppenderBase.class))
			.withPropertyValues("performance.log.file=" + this.folder.resolve("none.log"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().lines().filter((line) -> line.contains("performance.log.file is set"))).hasSize(1)
			.allMatch((line) -> line.contains("WARN"));
		assertThat(this.folder).isEmptyDirectory();
	}

	@Controller
	@ResponseBody
	static class Dashboard {

		private final JdbcTemplate jdbc;

		Dashboard(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@GetMapping("/dashboard/{id}")
		String dashboard(@PathVariable int id) {
			this.jdbc.queryForObject("select 1", Integer.class);
			this.jdbc.queryForObject("select 1", Integer.class);
			CLOCK.advance(245);
			return "dashboard " + id;
		}

	}

}
