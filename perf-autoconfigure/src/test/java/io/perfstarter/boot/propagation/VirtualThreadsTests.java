package io.perfstarter.boot.propagation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.ExecutionListener;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Track;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand requests at once on virtual threads, each with its own number of queries: no
 * query is credited to another, and the starter pins no carrier.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before Java 21")
class VirtualThreadsTests {

	private static final int REQUESTS = 1000;

	/** So many statements are told apart. */
	private static final int STATEMENTS = 97;

	private static final Pattern QUERIES = Pattern.compile("desc=\"(\\d+) quer");

	private static final Pattern NAME = Pattern.compile("from (s\\d+)");

	/** Opens when all requests are there. */
	private static final CountDownLatch ARRIVED = new CountDownLatch(REQUESTS);

	private final Map<String, Integer> queriesByStatement = new ConcurrentHashMap<>();

	private final Set<String> wrong = ConcurrentHashMap.newKeySet();

	/** Of a request, those of its own thread. */
	private static int own(int request) {
		return request % 7;
	}

	/** Of a request, those of each of two other threads. */
	private static int others(int request) {
		return (request % 3 == 0) ? request % 5 : 0;
	}

	private static int queries(int request) {
		return own(request) + 2 * others(request);
	}

	private static String sql(int request) {
		return "select x from s" + (request % STATEMENTS);
	}

	@Test
	void aThousandAtOnce(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("pinned.jfr");
		try (Recording recording = new Recording();
				TestApp app = TestApp.on(Server.TOMCAT, App.class)
					.with("spring.threads.virtual.enabled=true", "server.tomcat.accept-count=2000",
							"performance.request.server-timing-header=true")
					.bean(ExecutionListener.class, (ExecutionListener) this::check)
					.start()) {
			// Whoever uses a class first is pinned while it is loaded.
			for (int i = 0; i < 6; i++) {
				assertThat(app.get("/warm/" + i).body()).isEqualTo("done " + i);
			}
			app.awaitIdle();
			app.executions().clear();
			recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
			recording.start();
			pinOnPurpose(app);
			sendAll(app);
			app.executions().await(REQUESTS);
			app.awaitIdle();
			recording.stop();
			recording.dump(file);
			assertThat(this.wrong).isEmpty();
			assertThat(app.executions().all()).hasSize(REQUESTS).allMatch((seen) -> seen.status() == 200);
			assertThat(app.bean(Guard.class).count()).isZero();
			assertSums(app);
		}
		assertThat(Files.size(file)).isPositive();
		assertNotPinnedByUs(file);
	}

	/** Shows that the recording would tell. */
	private static void pinOnPurpose(TestApp app) throws Exception {
		app.context().getBean("applicationTaskExecutor", AsyncTaskExecutor.class).submit(() -> {
			assertThat(Thread.currentThread().toString()).startsWith("VirtualThread");
			return Pins.PARKED;
		}).get();
	}

	private static void sendAll(TestApp app) {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
		for (int i = 0; i < REQUESTS; i++) {
			URI uri = URI.create("http://localhost:" + app.port() + "/burst/" + i);
			all.add(client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
		}
		for (int i = 0; i < REQUESTS; i++) {
			HttpResponse<String> response = all.get(i).orTimeout(60, TimeUnit.SECONDS).join();
			assertThat(response.body()).isEqualTo("done " + i);
			Matcher matcher = QUERIES.matcher(response.headers().firstValue("Server-Timing").orElse(""));
			assertThat(matcher.find()).isTrue();
			assertThat(Integer.parseInt(matcher.group(1))).as("queries of request %s", i).isEqualTo(queries(i));
		}
	}

	/** The statements of an execution are those of one request. */
	private void check(Execution execution) {
		Track track = execution.track();
		if (execution.operation().name().startsWith("GET /warm")) {
			return;
		}
		if (execution.kind() != OperationKind.HTTP) {
			this.wrong.add("an execution of kind " + execution.kind());
		}
		Set<String> names = new HashSet<>();
		for (int i = 0; i < track.statements().size(); i++) {
			Matcher matcher = NAME.matcher(track.statements().get(i).sql());
			names.add(matcher.find() ? matcher.group(1) : track.statements().get(i).sql());
		}
		if (names.size() != ((track.queries() > 0) ? 1 : 0)) {
			this.wrong.add(names.toString());
		}
		names.forEach((name) -> this.queriesByStatement.merge(name, track.queries(), Integer::sum));
	}

	private void assertSums(TestApp app) {
		int all = 0;
		Map<String, Integer> expected = new ConcurrentHashMap<>();
		for (int i = 0; i < REQUESTS; i++) {
			all += queries(i);
			if (queries(i) > 0) {
				expected.merge("s" + (i % STATEMENTS), queries(i), Integer::sum);
			}
		}
		assertThat(this.queriesByStatement).isEqualTo(expected);
		SeriesStore store = app.bean(SeriesStore.class);
		assertThat(store.operations(store.window(60)))
			.filteredOn((window) -> window.operation().name().equals("GET /burst/{request}"))
			.singleElement()
			.extracting(OperationWindow::queries)
			.isEqualTo((long) all);
	}

	private static void assertNotPinnedByUs(Path file) throws Exception {
		List<RecordedEvent> pinned = RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
			.toList();
		assertThat(pinned).as("that of Pins at least").anyMatch((event) -> has(event, Pins.class.getName()));
		List<String> ours = pinned.stream()
			.filter(VirtualThreadsTests::isCausedByUs)
			.map((event) -> String.valueOf(event.getStackTrace()))
			.toList();
		System.out.println(pinned.size() + " times pinned, " + ours.size() + " times by the starter");
		assertThat(ours).isEmpty();
	}

	private static boolean has(RecordedEvent event, String type) {
		return event.getStackTrace() != null && event.getStackTrace()
			.getFrames()
			.stream()
			.anyMatch((frame) -> frame.getMethod().getType().getName().equals(type));
	}

	/**
	 * Our delegates are below every call into a driver. Ours is it if we wait, or if
	 * something waits while a class of ours is initialised.
	 */
	private static boolean isCausedByUs(RecordedEvent event) {
		boolean first = true;
		for (RecordedFrame frame : event.getStackTrace().getFrames()) {
			String type = frame.getMethod().getType().getName();
			if (type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.")) {
				continue;
			}
			boolean ours = type.startsWith("io.perfstarter.") && !type.contains("Tests");
			if (ours && (first || frame.getMethod().getName().equals("<clinit>"))) {
				return true;
			}
			first = false;
		}
		return false;
	}

	/** A thread that waits in here is pinned, on every Java version. */
	static final class Pins {

		static final boolean PARKED;

		static {
			LockSupport.parkNanos(2_000_000);
			PARKED = true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@Import({ Work.class, Answers.class })
	static class App {

	}

	static class Work {

		private final JdbcTemplate jdbc;

		Work(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Async
		CompletableFuture<Boolean> later(int request) {
			query(request, others(request));
			return CompletableFuture.completedFuture(Thread.currentThread().toString().startsWith("VirtualThread"));
		}

		void query(int request, int times) {
			for (int i = 0; i < times; i++) {
				this.jdbc.queryForList(sql(request));
			}
		}

	}

	@RestController
	static class Answers {

		private final Work work;

		Answers(Work work, JdbcTemplate jdbc) {
			this.work = work;
			for (int i = 0; i < STATEMENTS; i++) {
				jdbc.execute("create table s" + i + "(x int)");
			}
		}

		@GetMapping("/burst/{request}")
		String burst(@PathVariable int request) throws Exception {
			ARRIVED.countDown();
			if (!ARRIVED.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Never a thousand at once");
			}
			return answer(request);
		}

		@GetMapping("/warm/{request}")
		String answer(@PathVariable int request) {
			List<CompletableFuture<Boolean>> others = List.of();
			if (others(request) > 0) {
				others = List.of(this.work.later(request), this.work.later(request));
			}
			this.work.query(request, own(request));
			for (CompletableFuture<Boolean> other : others) {
				if (!other.join()) {
					throw new IllegalStateException("No virtual thread");
				}
			}
			return "done " + request;
		}

	}

}
