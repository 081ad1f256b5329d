package io.perfstarter.boot.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.perfstarter.boot.MovableClock;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.TestApp.Answer;
import io.perfstarter.boot.TestApp.Builder;
import io.perfstarter.series.ExecutionListener;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application answers with the same bytes with the starter, without it, and with a
 * starter all of whose parts fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class SameBytesTests {

	private static final List<String> PATHS = List.of("/small", "/flushed", "/flush-buffer", "/big-stream",
			"/big-writer", "/streamed", "/sse", "/redirect", "/send-redirect", "/not-modified", "/page", "/big-page",
			"/queries", "/text", "/style.css", "/nowhere", "/fails");

	@ParameterizedTest
	@EnumSource(Server.class)
	void bodiesAreTheSame(Server server) {
		List<String> without = answers(builder(server).with("performance.monitoring.enabled=false"));
		assertSame(answers(builder(server)), without);
		assertSame(answers(builder(server).with("performance.request.response-time-header=false",
				"performance.request.server-timing-header=false")), without);
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void compressedBodiesAreTheSame(Server server) {
		String[] gzip = { "server.compression.enabled=true", "server.compression.min-response-size=100" };
		List<String> without = compressed(builder(server).with(gzip).with("performance.monitoring.enabled=false"));
		assertThat(without).anyMatch((answer) -> answer.contains("content-encoding=[gzip]"));
		assertSame(compressed(builder(server).with(gzip)), without);
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void headersCanBeSwitchedOff(Server server) {
		try (TestApp app = builder(server).with("performance.request.response-time-header=false").start()) {
			Answer answer = app.get("/small");
			assertThat(answer.header("X-Response-Time")).isEmpty();
			assertThat(answer.header("Server-Timing")).isEmpty();
		}
		try (TestApp app = builder(server).start()) {
			assertThat(app.get("/small").header("Server-Timing")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void clockThatFailsChangesNothing(Server server, CapturedOutput output) {
		List<String> without = answers(builder(server).with("performance.monitoring.enabled=false"));
		for (int good : new int[] { 0, 1, 2, 3, 5, 8 }) {
			FailingClock clock = new FailingClock(good);
			TestApp app = builder(server).bean(NanoClock.class, clock).start();
			try (app) {
				int before = warnings(output);
				clock.fail = true;
				assertSame(answers(app), without);
				assertThat(app.bean(Guard.class).count()).isPositive();
				clock.fail = false;
				assertThat(warnings(output) - before).isEqualTo(1);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void listenerThatFailsChangesNothing(Server server, CapturedOutput output) {
		List<String> without = answers(builder(server).with("performance.monitoring.enabled=false"));
		int before = warnings(output);
		try (TestApp app = builder(server).bean(ExecutionListener.class, (execution) -> {
			throw new IllegalStateException("listener");
		}).start()) {
			assertSame(answers(app), without);
			app.executions().await(PATHS.size());
			assertThat(app.bean(Guard.class).count()).isEqualTo(PATHS.size());
		}
		assertThat(warnings(output) - before).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void namesThatFailChangeNothing(Server server, CapturedOutput output) {
		List<String> without = answers(builder(server).with("performance.monitoring.enabled=false"));
		int before = warnings(output);
		try (TestApp app = builder(server).beanFrom(Operations.class, () -> new Operations(null)).start()) {
			assertSame(answers(app), without);
			app.awaitIdle();
		}
		assertThat(warnings(output) - before).isLessThanOrEqualTo(1);
	}

	private static void assertSame(List<String> answers, List<String> expected) {
		assertThat(answers).hasSameSizeAs(expected);
		for (int i = 0; i < expected.size(); i++) {
			assertThat(answers.get(i)).isEqualTo(expected.get(i));
		}
	}

	/** Error pages tell the time, compressed. */
	private static List<String> compressed(Builder builder) {
		return answers(builder).stream()
			.filter((answer) -> !answer.startsWith("/nowhere") && !answer.startsWith("/fails"))
			.toList();
	}

	private static int warnings(CapturedOutput output) {
		return (int) output.getAll()
			.lines()
			.filter((line) -> (line.contains(" WARN ") || line.contains(" ERROR ")) && line.contains("perfstarter"))
			.count();
	}

	private static Builder builder(Server server) {
		return TestApp.on(server, HeaderApp.Answers.class, HeaderApp.Work.class, WorkName.class)
			.with("server.servlet.encoding.force=true");
	}

	private static List<String> answers(Builder builder) {
		try (TestApp app = builder.start()) {
			return answers(app);
		}
	}

	private static List<String> answers(TestApp app) {
		List<String> result = new ArrayList<>();
		for (String path : PATHS) {
			Answer answer = app.get(path, "Accept-Encoding", "gzip");
			Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			headers.putAll(answer.response().headers().map());
			Stream.of("X-Response-Time", "Server-Timing", "Date").forEach(headers::remove);
			String body = path.equals("/nowhere") || path.equals("/fails")
					? answer.body().replaceAll("\"timestamp\":\"[^\"]*\"", "")
					: answer.response().body().length + " bytes, " + Arrays.hashCode(answer.response().body());
			if (path.equals("/nowhere") || path.equals("/fails")) {
				headers.remove("content-length");
			}
			result.add(path + " " + answer.status() + " "
					+ headers.toString().toLowerCase().replace(":" + app.port(), "") + " " + body);
		}
		return result;
	}

	/** Fails once it is told to, after some more readings. */
	private static final class FailingClock implements NanoClock {

		private final NanoClock clock = new MovableClock();

		private volatile boolean fail;

		private int good;

		FailingClock(int good) {
			this.good = good;
		}

		@Override
		public synchronized long nanoTime() {
			if (this.fail && this.good-- <= 0) {
				throw new IllegalStateException("clock");
			}
			return this.clock.nanoTime();
		}

	}

	/** The template asks for it by this name. */
	static class WorkName {

		@org.springframework.context.annotation.Bean
		HeaderApp.Work work() {
			return new HeaderApp.Work();
		}

	}

}
