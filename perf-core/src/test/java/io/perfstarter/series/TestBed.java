package io.perfstarter.series;

import java.util.List;
import java.util.function.Consumer;

import io.perfstarter.sql.SqlDialect;
import io.perfstarter.sql.SqlNormalizer;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.ManualClock;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;

/**
 * The way from tracer to store on a clock that the test moves. Executions can be run
 * without time passing: they end now and began as long ago as they took.
 */
public final class TestBed {

	/** The data source of all statements. */
	public static final String DATA_SOURCE = "dataSource";

	private final ManualClock clock;

	private final ThreadLocal<Long> ago = ThreadLocal.withInitial(() -> 0L);

	private final Guard guard = new Guard();

	private final Suspects suspects = new Suspects();

	private final SeriesStore store;

	private final Recorder recorder;

	private final Tracer tracer;

	/** Creates one with the usual caps. */
	public TestBed() {
		this(StoreLimits.DEFAULTS);
	}

	/**
	 * Creates one.
	 * @param limits the caps
	 * @param listeners who hears of executions
	 */
	public TestBed(StoreLimits limits, ExecutionListener... listeners) {
		this(new ManualClock(), limits, listeners);
	}

	/**
	 * Creates one.
	 * @param clock the time
	 * @param limits the caps
	 * @param listeners who hears of executions
	 */
	public TestBed(ManualClock clock, StoreLimits limits, ExecutionListener... listeners) {
		this.clock = clock;
		this.store = new SeriesStore(new TimeGrid(clock, clock), limits);
		this.recorder = new Recorder(this.store, this.suspects, this.guard, () -> List.of(listeners));
		this.tracer = new Tracer(() -> clock.nanoTime() - this.ago.get(), this.recorder);
	}

	/**
	 * Returns the clock.
	 * @return the time
	 */
	public ManualClock clock() {
		return this.clock;
	}

	/**
	 * Returns the guard.
	 * @return the guard
	 */
	public Guard guard() {
		return this.guard;
	}

	/**
	 * Returns the suspects.
	 * @return what waits to be judged
	 */
	public Suspects suspects() {
		return this.suspects;
	}

	/**
	 * Returns the store.
	 * @return the store
	 */
	public SeriesStore store() {
		return this.store;
	}

	/**
	 * Returns the recorder.
	 * @return the recorder
	 */
	public Recorder recorder() {
		return this.recorder;
	}

	/**
	 * Returns the tracer.
	 * @return the tracer
	 */
	public Tracer tracer() {
		return this.tracer;
	}

	/**
	 * Makes an HTTP operation.
	 * @param name its name
	 * @return the operation
	 */
	public static Operation http(String name) {
		return new Operation(OperationKind.HTTP, name);
	}

	/**
	 * Makes a statement.
	 * @param sql its text
	 * @return the statement
	 */
	public static Statement statement(String sql) {
		return new Statement(DATA_SOURCE, SqlNormalizer.normalize(sql, SqlDialect.STANDARD));
	}

	/**
	 * Runs an execution that succeeds and ends now.
	 * @param operation its operation
	 * @param nanos how long it took
	 */
	public void run(Operation operation, long nanos) {
		run(operation, nanos, (execution) -> {
		});
	}

	/**
	 * Runs an execution that ends now.
	 * @param operation its operation
	 * @param nanos how long it took
	 * @param body what it does
	 */
	public void run(Operation operation, long nanos, Consumer<Execution> body) {
		this.ago.set(nanos);
		Execution execution = this.tracer.start(operation.kind());
		this.ago.set(0L);
		execution.operation(operation);
		if (operation.kind() == OperationKind.HTTP) {
			execution.status(200);
		}
		body.accept(execution);
		this.tracer.end(execution);
	}

	/**
	 * Counts a plain query on an execution.
	 * @param execution what runs it
	 * @param statement the statement
	 * @param nanos how long it took
	 * @return its event
	 */
	public static int query(Execution execution, Statement statement, long nanos) {
		return query(execution.track(), execution.startNanos(), statement, nanos);
	}

	/**
	 * Counts a plain query on a track.
	 * @param track what counts it
	 * @param start when it began
	 * @param statement the statement
	 * @param nanos how long it took
	 * @return its event
	 */
	public static int query(Track track, long start, Statement statement, long nanos) {
		return track.query(statement, start, nanos, 0, false, false, 0);
	}

}
