package io.perfstarter.series;

import io.perfstarter.trace.Connections;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statements;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;

/**
 * The series of one operation. Thread-safe.
 */
final class OperationSeries extends Series {

	static final int COUNT = 0;

	static final int ERRORS = 1;

	static final int CLIENT_ERRORS = 2;

	static final int NANOS = 3;

	static final int QUERIES = 4;

	static final int DATABASE_NANOS = 5;

	static final int SLOW_QUERIES = 6;

	static final int FAILED_QUERIES = 7;

	static final int ROWS_READ = 8;

	static final int ROWS_UPDATED = 9;

	static final int BORROWS = 10;

	static final int WAIT_NANOS = 11;

	static final int RENDER_NANOS = 12;

	static final int RENDERED = 13;

	static final int RESPONSE_BYTES = 14;

	static final int CLIENT_CALLS = 15;

	static final int CLIENT_NANOS = 16;

	static final int ITEMS = 17;

	static final int ROLLBACKS = 18;

	static final int MAX_NANOS = 19;

	static final int MAX_QUERIES = 20;

	static final int MAX_QUERY_NANOS = 21;

	static final int MAX_WAIT_NANOS = 22;

	static final int MIN_NANOS = 23;

	private final Operation operation;

	private final OperationTraces traces = new OperationTraces();

	private long totalCount;

	private long totalQueries;

	private long totalNanos;

	OperationSeries(TimeGrid grid, Operation operation) {
		super(grid, Layout.OPERATION, 1);
		this.operation = operation;
	}

	Operation operation() {
		return this.operation;
	}

	OperationTraces traces() {
		return this.traces;
	}

	/**
	 * Adds an execution that ended.
	 * @param execution the execution, its statements recorded
	 * @return whether it was taken; not if the series was given up meanwhile
	 */
	synchronized boolean add(Execution execution) {
		if (isRetired()) {
			return false;
		}
		Interval live = live(execution.endNanos());
		if (execution.operation() != Tracer.OUTSIDE) {
			addExecution(live, execution);
		}
		addQueries(live, execution.track());
		return true;
	}

	/**
	 * Adds a run that is part of an execution: its queries are counted there.
	 * @return whether it was taken; not if the series was given up meanwhile
	 */
	synchronized boolean addPart(long nanos, boolean failed, long items, long now) {
		if (isRetired()) {
			return false;
		}
		Interval live = live(now);
		addRun(live, Math.max(1, nanos));
		if (failed) {
			live.add(ERRORS, 1);
		}
		live.add(ITEMS, items);
		return true;
	}

	/**
	 * Adds what another thread did for an execution that had ended by then.
	 * @return whether it was taken; not if the series was given up meanwhile
	 */
	synchronized boolean addLate(Track track, long now) {
		if (isRetired()) {
			return false;
		}
		Interval live = live(now);
		addQueries(live, track);
		live.add(ITEMS, track.items());
		return true;
	}

	private void addRun(Interval live, long nanos) {
		this.totalCount++;
		this.totalNanos += nanos;
		live.add(COUNT, 1);
		live.add(NANOS, nanos);
		live.add(MAX_NANOS, nanos);
		live.add(MIN_NANOS, nanos);
		live.duration(nanos);
	}

	private void addExecution(Interval live, Execution execution) {
		addRun(live, Math.max(1, execution.durationNanos()));
		if (execution.failed()) {
			live.add(ERRORS, 1);
		}
		else if (execution.clientError()) {
			live.add(CLIENT_ERRORS, 1);
		}
		live.add(RESPONSE_BYTES, execution.responseBytes());
		Track track = execution.track();
		if (track.hasRendered()) {
			live.add(RENDERED, 1);
			live.add(RENDER_NANOS, track.renderNanos());
		}
		live.add(MAX_QUERIES, track.queries());
		live.add(ITEMS, track.items());
	}

	private void addQueries(Interval live, Track track) {
		Connections connections = track.connections();
		long borrows = connections.borrows();
		if (borrows > 0) {
			live.add(BORROWS, borrows);
			live.add(WAIT_NANOS, connections.waitNanos());
			live.add(MAX_WAIT_NANOS, connections.maxWaitNanos());
			live.add(ROLLBACKS, connections.rollbacks());
		}
		if (track.clientCalls() > 0) {
			live.add(CLIENT_CALLS, track.clientCalls());
			live.add(CLIENT_NANOS, track.clientNanos());
		}
		if (track.queries() == 0) {
			return;
		}
		this.totalQueries += track.queries();
		live.add(QUERIES, track.queries());
		live.add(DATABASE_NANOS, track.databaseNanos());
		live.add(SLOW_QUERIES, track.slowQueries());
		live.add(FAILED_QUERIES, track.failedQueries());
		live.add(ROWS_READ, track.rowsRead());
		live.add(ROWS_UPDATED, track.rowsUpdated());
		live.add(MAX_QUERY_NANOS, track.maxQueryNanos());
		Statements statements = track.statements();
		for (int i = 0; i < statements.size(); i++) {
			if (statements.count(i) > 0) {
				live.statements()
					.add(statements.number(i), statements.count(i), statements.nanos(i), statements.rows(i));
			}
		}
	}

	synchronized long totalCount() {
		return this.totalCount;
	}

	synchronized long totalQueries() {
		return this.totalQueries;
	}

	synchronized long totalNanos() {
		return this.totalNanos;
	}

	synchronized void addTotals(OperationSeries other) {
		this.totalCount += other.totalCount();
		this.totalQueries += other.totalQueries();
		this.totalNanos += other.totalNanos();
	}

	/** Gives the series up if nothing is left of it. */
	synchronized boolean retireIfIdle(long now) {
		live(now);
		if (!isEmpty()) {
			return false;
		}
		retire();
		return true;
	}

}
