package io.perfstarter.boot.propagation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.perfstarter.boot.Executions.Seen;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.boot.TestApp.Answer;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StatementWindow;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Hooks;

import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What other threads do for a request is the request's, and nobody else's.
 */
@ParameterizedClass
@EnumSource(Server.class)
record OtherThreadsTests(Server server) {

	private static final Pattern QUERIES = Pattern.compile("desc=\"(\\d+) quer");

	private static TestApp app;

	@BeforeParameterizedClassInvocation
	static void start(Server server) {
		Hooks.enableAutomaticContextPropagation();
		app = TestApp.on(server, OtherThreadsApp.class).with("performance.request.server-timing-header=true").start();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		app.close();
		Hooks.disableAutomaticContextPropagation();
	}

	@BeforeEach
	void fresh() {
		app.awaitIdle();
		app.executions().clear();
	}

	@AfterEach
	void nothingRuns() {
		app.awaitIdle();
		assertThat(app.bean(Guard.class).count()).isZero();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/async/3/5,           GET /async/{tasks}/{times},   16, 16
			/async-fails,         GET /async-fails,             2,  2
			/supply,              GET /supply,                  6,  6
			/on/single,           GET /on/{name},               6,  6
			/on/callerRuns,       GET /on/{name},               6,  6
			/on/simple,           GET /on/{name},               6,  6
			/on/concurrent,       GET /on/{name},               6,  6
			/on/scheduler,        GET /on/{name},               6,  6
			/nested,              GET /nested,                  3,  3
			/callable,            GET /callable,                3,  3
			/callable-elsewhere,  GET /callable-elsewhere,      2,  2
			/callable-fails,      GET /callable-fails,          2,  2
			/deferred,            GET /deferred,                2,  2
			/future,              GET /future,                  3,  3
			/streaming,           GET /streaming,               3,  3
			/sse,                 GET /sse,                     3,
			/snapshot,            GET /snapshot,                4,  4
			/reactor,             GET /reactor,                 2,  2
			/periodic,            GET /periodic,                0,  0
			/plain,               GET /plain,                   1,  1
			""")
	void isCredited(String path, String operation, int queries, Integer inHeader) {
		for (int i = 0; i < 20; i++) {
			app.executions().clear();
			Answer answer = app.get(path);
			app.awaitIdle();
			Seen seen = app.executions().only();
			assertThat(seen.operation()).isEqualTo(operation);
			assertThat(seen.queries()).isEqualTo(queries);
			if (inHeader != null) {
				Matcher matcher = QUERIES.matcher(answer.header("Server-Timing"));
				assertThat(matcher.find()).isTrue();
				assertThat(Integer.parseInt(matcher.group(1))).isEqualTo(inHeader);
			}
		}
	}

	@Test
	void ownDecoratorsStillRun() {
		for (String path : List.of("/on/single", "/on/concurrent", "/on/applicationTaskExecutor")) {
			int before = OtherThreadsApp.DECORATED.get();
			app.get(path);
			assertThat(OtherThreadsApp.DECORATED.get() - before).as(path).isEqualTo(3);
		}
	}

	@Test
	void whatOutlivesItsRequestIsItsOperations() {
		long before = queriesOf("GET /outlives");
		assertThat(app.get("/outlives").status()).isEqualTo(200);
		app.awaitIdle();
		assertThat(app.executions().only().queries()).isLessThanOrEqualTo(1);
		OtherThreadsApp.GO.release();
		OtherThreadsApp.DONE.acquireUninterruptibly();
		// On the same thread, of a pool of one
		app.executions().clear();
		app.get("/on/single");
		app.awaitIdle();
		assertThat(app.executions().only().line()).isEqualTo("GET /on/{name} 200");
		assertThat(app.executions().only().queries()).isEqualTo(6);
		assertThat(queriesOf("GET /outlives") - before).isEqualTo(3);
	}

	@Test
	void callableThatIsTooLateIsItsOperations() {
		long before = queriesOf("GET /callable-too-late");
		assertThat(app.get("/callable-too-late").status()).isEqualTo(503);
		app.awaitIdle();
		assertThat(app.executions().only().queries()).isZero();
		OtherThreadsApp.GO.release();
		OtherThreadsApp.DONE.acquireUninterruptibly();
		Awaitility.await().until(() -> queriesOf("GET /callable-too-late") - before == 2);
	}

	@Test
	void tasksOfNobodyAreNobodys() throws Exception {
		long before = outside();
		AsyncTaskExecutor single = app.context().getBean("single", AsyncTaskExecutor.class);
		OtherThreadsApp.Work work = app.bean(OtherThreadsApp.Work.class);
		app.get("/on/single");
		single.submit(() -> work.query(2)).get();
		assertThat(outside() - before).isEqualTo(2);
		assertThat(single.submit(() -> app.bean(Tracer.class).current()).get()).isNull();
	}

	@Test
	void sumsAreExact() {
		SeriesStore store = app.bean(SeriesStore.class);
		long operations = store.operations(store.window(60)).stream().mapToLong(OperationWindow::queries).sum();
		long statements = store.statements(store.window(60)).stream().mapToLong(StatementWindow::count).sum();
		assertThat(operations + outside()).isEqualTo(statements)
			.isEqualTo(store.databaseTotal(store.window(60)).queries());
	}

	@Test
	void whatWasForgottenOnTheServersThreadHidesNoLaterRequest() {
		for (int i = 0; i < 30; i++) {
			app.get("/leaves-behind");
		}
		for (int i = 0; i < 30; i++) {
			app.get("/plain");
		}
		app.awaitIdle();
		assertThat(app.executions().await(60)).filteredOn((seen) -> seen.operation().equals("GET /plain"))
			.hasSize(30)
			.allMatch((seen) -> seen.queries() == 1);
	}

	private static long outside() {
		SeriesStore store = app.bean(SeriesStore.class);
		return store.operation(store.window(60), Tracer.OUTSIDE).queries();
	}

	private static long queriesOf(String operation) {
		SeriesStore store = app.bean(SeriesStore.class);
		return store.operations(store.window(60))
			.stream()
			.filter((window) -> window.operation().name().equals(operation))
			.mapToLong(OperationWindow::queries)
			.sum();
	}

}
