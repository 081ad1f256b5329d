package io.perfstarter.series;

import java.util.List;
import java.util.function.Supplier;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Connections;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.ExecutionSink;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Statements;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Adds an execution that ended to the series of its operation, its statements and its
 * data sources. The hot path ends here. Thread-safe.
 */
public final class Recorder implements ExecutionSink {

	/**
	 * What ends without anybody knowing what it was; no caller should let that happen.
	 */
	private static final Operation UNKNOWN = new Operation(OperationKind.TASK, "(unknown)");

	private final SeriesStore store;

	private final Suspects suspects;

	private final Guard guard;

	private final Supplier<List<ExecutionListener>> source;

	private volatile ExecutionListener @Nullable [] listeners;

	/**
	 * Creates a recorder.
	 * @param store where to
	 * @param guard takes what listeners throw
	 * @param listeners who hears of every execution afterwards
	 */
	public Recorder(SeriesStore store, Guard guard, List<ExecutionListener> listeners) {
		this(store, new Suspects(), guard, () -> listeners);
	}

	/**
	 * Creates a recorder whose listeners may themselves need what is recorded.
	 * @param store where to
	 * @param suspects where executions wait that something may be wrong with
	 * @param guard takes what listeners throw
	 * @param listeners who hears of every execution afterwards; asked once, at the first
	 */
	public Recorder(SeriesStore store, Suspects suspects, Guard guard, Supplier<List<ExecutionListener>> listeners) {
		this.store = store;
		this.suspects = suspects;
		this.guard = guard;
		this.source = listeners;
	}

	@Override
	public void ended(Execution execution) {
		if (execution.operation() == null) {
			execution.operation(UNKNOWN);
		}
		try {
			record(execution);
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("recorder", ex);
		}
		if (execution.operation() != Tracer.OUTSIDE) {
			tellListeners(execution);
		}
	}

	private void record(Execution execution) {
		Operation operation = execution.operation();
		if (operation == null) {
			return;
		}
		Track track = execution.track();
		recordStatements(track, execution.endNanos());
		OperationSeries series = this.store.operation(operation);
		while (!series.add(execution)) {
			series = this.store.operation(operation);
		}
		recordConnections(track.connections(), execution.endNanos());
		if (operation != Tracer.OUTSIDE) {
			Trace kept = this.store.traceStore().offer(series, execution);
			if (this.suspects.wants(execution) && this.suspects.hasRoom(series.operation())) {
				this.suspects
					.offer((kept != null) ? kept : this.store.traceStore().trace(series.operation(), execution));
			}
		}
	}

	@Override
	public void late(Operation operation, Track track) {
		long now = this.store.now();
		try {
			recordStatements(track, now);
			OperationSeries series = this.store.operation(operation);
			while (!series.addLate(track, now)) {
				series = this.store.operation(operation);
			}
			recordConnections(track.connections(), now);
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("recorder", ex);
		}
	}

	@Override
	public void part(Operation operation, long duration, boolean failed, long items) {
		OperationSeries series = this.store.operation(operation);
		while (!series.addPart(duration, failed, items, this.store.now())) {
			series = this.store.operation(operation);
		}
	}

	private void recordStatements(Track track, long now) {
		Statements statements = track.statements();
		for (int i = 0; i < statements.size(); i++) {
			if (statements.count(i) == 0) {
				// Was told before
				continue;
			}
			StatementSeries series = this.store.statement(statements.get(i));
			while (!series.add(track, i, now)) {
				series = this.store.statement(statements.get(i));
			}
			statements.number(i, series.number());
		}
	}

	private void recordConnections(Connections connections, long now) {
		for (int source = 0; source < connections.sources(); source++) {
			if (connections.used(source)) {
				this.store.dataSource(source).add(connections, source, now);
			}
		}
	}

	private ExecutionListener[] listeners() {
		ExecutionListener[] listeners = this.listeners;
		if (listeners == null) {
			try {
				listeners = this.source.get().toArray(new ExecutionListener[0]);
			}
			catch (RuntimeException ex) {
				this.guard.swallowed("listeners", ex);
				return new ExecutionListener[0];
			}
			this.listeners = listeners;
		}
		return listeners;
	}

	private void tellListeners(Execution execution) {
		for (ExecutionListener listener : listeners()) {
			try {
				listener.ended(execution);
			}
			catch (RuntimeException ex) {
				this.guard.swallowed(listener.getClass().getSimpleName(), ex);
			}
		}
	}

	@Override
	public void flush(Track track) {
		try {
			recordStatements(track, this.store.now());
		}
		catch (RuntimeException ex) {
			this.guard.swallowed("recorder", ex);
		}
	}

	@Override
	public void lateRows(Statement statement, long rows) {
		StatementSeries series = this.store.statement(statement);
		while (!series.addRows(rows, this.store.now())) {
			series = this.store.statement(statement);
		}
	}

	@Override
	public void lateReturn(int dataSource, long holdNanos) {
		this.store.dataSource(dataSource).addReturn(holdNanos, this.store.now());
	}

	@Override
	public boolean firstSight(Operation operation, Statement statement) {
		return this.store.firstSight(operation, statement);
	}

	@Override
	public boolean isLookedAt(Operation operation, Statement statement) {
		return this.suspects.isLookedAt(operation, statement);
	}

	@Override
	public boolean unsettled(Operation operation, Statement statement) {
		return this.suspects.unsettled(operation, statement);
	}

	@Override
	public boolean isFromSeveral(Operation operation, Statement statement) {
		return this.suspects.isFromSeveral(operation, statement);
	}

	@Override
	public void callSite(Operation operation, Statement statement, CallSite callSite) {
		this.store.callSite(operation, statement, callSite);
		this.suspects.callSite(operation, statement, callSite);
	}

}
