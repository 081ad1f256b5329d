package io.perfstarter.boot.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import io.perfstarter.series.SqlStates;
import io.perfstarter.sql.SqlDialect;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.CallSites;
import io.perfstarter.trace.ExecutionSink;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.StatementCatalog;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * What the delegates of one data source tell of what they do. Thread-safe. No method
 * throws: what fails in here is the guard's.
 */
final class JdbcMeter {

	private final Tracer tracer;

	private final ExecutionSink sink;

	private final Guard guard;

	private final CallSites callSites;

	private final SlowQueryLog slowQueryLog;

	private final SqlStates sqlStates;

	private final StatementCatalog catalog;

	private final int dataSource;

	private final long slowNanos;

	private final boolean includeParameters;

	private volatile boolean dialectKnown;

	JdbcMeter(JdbcMeasuring measuring, int dataSource, StatementCatalog catalog) {
		this.tracer = measuring.tracer();
		this.sink = measuring.sink();
		this.guard = measuring.guard();
		this.callSites = measuring.callSites();
		this.slowQueryLog = measuring.slowQueryLog();
		this.sqlStates = measuring.sqlStates();
		this.slowNanos = measuring.slowNanos();
		this.includeParameters = measuring.includeParameters();
		this.catalog = catalog;
		this.dataSource = dataSource;
	}

	long now() {
		try {
			return this.tracer.clock().nanoTime();
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
			return System.nanoTime();
		}
	}

	boolean includeParameters() {
		return this.includeParameters;
	}

	/**
	 * Enters a call that is measured.
	 * @return what to count it on, or {@code null} if it is part of another that is
	 */
	@Nullable Track enter() {
		try {
			Track track = this.tracer.current();
			if (track == null) {
				track = this.tracer.startOutside();
			}
			if (track.enter()) {
				return track;
			}
			track.leave();
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
		}
		return null;
	}

	/** Leaves a call that was entered. */
	private void leave(Track track) {
		track.leave();
		if (track.execution().operation() == Tracer.OUTSIDE) {
			this.tracer.endOutside(track);
		}
	}

	/** Leaves a call of which nothing more is counted. */
	void cancel(@Nullable Track track) {
		if (track != null) {
			try {
				leave(track);
			}
			catch (RuntimeException | LinkageError ex) {
				this.guard.swallowed("jdbc", ex);
			}
		}
	}

	/** Finds the statement of a text; {@code null} if even that fails. */
	@Nullable Statement statement(@Nullable String sql) {
		if (sql == null) {
			return null;
		}
		try {
			return this.catalog.statement(sql);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
			return null;
		}
	}

	/** Counts a connection that was taken and gives it out measured. */
	Connection borrowed(@Nullable Track track, long start, Connection connection) {
		if (track == null) {
			return connection;
		}
		try {
			long now = now();
			learnDialect(connection);
			track.borrowed(this.dataSource, start, now - start);
			return new MeasuredConnection(connection, this, now);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
			return connection;
		}
		finally {
			cancel(track);
		}
	}

	/** Counts the wait that ended without a connection. */
	void notBorrowed(@Nullable Track track, long start) {
		if (track == null) {
			return;
		}
		try {
			track.notBorrowed(this.dataSource, start, now() - start);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
		}
		finally {
			cancel(track);
		}
	}

	private void learnDialect(Connection connection) {
		if (!this.dialectKnown) {
			try {
				String url = connection.getMetaData().getURL();
				this.catalog.dialect((url != null) ? SqlDialect.ofUrl(url) : SqlDialect.STANDARD);
				// Last: until it is known, whoever takes a connection finds out for
				// himself.
				this.dialectKnown = true;
			}
			catch (SQLException | RuntimeException ex) {
				// Not every driver tells; the standard's rules hold then.
			}
		}
	}

	void returned(MeasuredConnection connection, long borrowedAt) {
		try {
			long now = now();
			long held = now - borrowedAt;
			Track track = this.tracer.current();
			if (track != null) {
				connection.used(track, now, now);
				track.returned(this.dataSource, held);
			}
			else {
				this.sink.lateReturn(this.dataSource, held);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
		}
	}

	void committed(@Nullable Track track) {
		if (track != null) {
			try {
				track.committed(this.dataSource);
			}
			catch (RuntimeException | LinkageError ex) {
				this.guard.swallowed("jdbc", ex);
			}
			finally {
				cancel(track);
			}
		}
	}

	void rolledBack(@Nullable Track track) {
		if (track != null) {
			try {
				track.rolledBack(this.dataSource);
			}
			catch (RuntimeException | LinkageError ex) {
				this.guard.swallowed("jdbc", ex);
			}
			finally {
				cancel(track);
			}
		}
	}

	/** Counts a run of a statement. */
	void executed(Track track, MeasuredStatement run, Statement statement, long start, long updated,
			@Nullable Exception failure, int batchSize) {
		try {
			long now = now();
			long duration = now - start;
			boolean slow = duration >= this.slowNanos;
			// Some drivers say -1 for what they do not know.
			long changed = Math.max(0, updated);
			int event = track.query(statement, start, duration, changed, slow, failure != null, batchSize);
			track.bind(event, run.binds());
			MeasuredConnection connection = run.connection();
			connection.used(track, start, now);
			if (connection.isReadOnlyAsKnown() && statement.verb().isWrite() && failure == null) {
				track.wroteReadOnly();
			}
			CallSite callSite = null;
			if (track.isCallSiteWanted()) {
				callSite = this.callSites.find();
				if (callSite != null) {
					track.callSite(event, statement, callSite);
				}
			}
			if (failure instanceof SQLException ex) {
				this.sqlStates.count(ex.getSQLState());
			}
			String parameters = this.includeParameters ? run.parametersAsText() : null;
			if (parameters != null) {
				track.parameters(event, parameters);
			}
			run.remember(track, event);
			if (slow) {
				run.slow(new SlowQuery(statement, track.execution().operation(), callSite, duration, changed, batchSize,
						parameters));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
		}
		finally {
			cancel(track);
		}
	}

	/** Counts rows that were read from a result. */
	void rows(Track track, int event, int generation, Statement statement, long count) {
		try {
			track.rows(event, generation, statement, count);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
		}
	}

	/** Counts rows that were changed, where the run itself did not tell. */
	void rowsChanged(Track track, int event, int generation, Statement statement, long count) {
		try {
			track.rowsChanged(event, generation, statement, count);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
		}
	}

	void log(SlowQuery query, long rows) {
		try {
			this.slowQueryLog.log(query, rows, now());
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jdbc", ex);
		}
	}

}
