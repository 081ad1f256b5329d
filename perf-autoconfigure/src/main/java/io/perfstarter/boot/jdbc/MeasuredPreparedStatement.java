package io.perfstarter.boot.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement whose runs are measured.
 */
class MeasuredPreparedStatement extends DelegatingPreparedStatement {

	private static final int MAX_VALUE_LENGTH = 100;

	MeasuredPreparedStatement(PreparedStatement delegate, MeasuredConnection connection,
			@Nullable Statement statement) {
		super(delegate, connection, statement);
	}

	@Override
	public ResultSet executeQuery() throws SQLException {
		Track track = begin();
		long start = now();
		ResultSet result;
		try {
			result = prepared().executeQuery();
		}
		catch (SQLException | RuntimeException | Error ex) {
			failed(track, statement(), start, 0, ex);
			throw ex;
		}
		ended(track, statement(), start, 0, 0);
		return measured(result);
	}

	@Override
	public boolean execute() throws SQLException {
		Track track = begin();
		long start = now();
		boolean hasResult;
		try {
			hasResult = prepared().execute();
		}
		catch (SQLException | RuntimeException | Error ex) {
			failed(track, statement(), start, 0, ex);
			throw ex;
		}
		ended(track, statement(), start, 0, 0);
		updatesUncounted(!hasResult);
		return hasResult;
	}

	@Override
	public int executeUpdate() throws SQLException {
		Track track = begin();
		long start = now();
		int updated;
		try {
			updated = prepared().executeUpdate();
		}
		catch (SQLException | RuntimeException | Error ex) {
			failed(track, statement(), start, 0, ex);
			throw ex;
		}
		ended(track, statement(), start, updated, 0);
		return updated;
	}

	@Override
	public long executeLargeUpdate() throws SQLException {
		Track track = begin();
		long start = now();
		long updated;
		try {
			updated = prepared().executeLargeUpdate();
		}
		catch (SQLException | RuntimeException | Error ex) {
			failed(track, statement(), start, 0, ex);
			throw ex;
		}
		ended(track, statement(), start, updated, 0);
		return updated;
	}

	@Override
	public void addBatch() throws SQLException {
		prepared().addBatch();
		countBatch();
	}

	@Override
	@Nullable Statement batchStatement() {
		return statement();
	}

	@Override
	public void clearParameters() throws SQLException {
		prepared().clearParameters();
		unbind();
		forgetParameters();
	}

	@Override
	final void parameter(int index, @Nullable Object value) {
		bind(index, hash(value));
		if (meter().includeParameters()) {
			keep(index, text(value));
		}
	}

	/** Only of what is known to have a hash code that is quick and does not fail. */
	private static int hash(@Nullable Object value) {
		if (value instanceof String || value instanceof Number || value instanceof Boolean
				|| value instanceof java.util.UUID || value instanceof java.util.Date
				|| value instanceof java.time.temporal.Temporal || value instanceof Enum<?>) {
			return value.hashCode();
		}
		return System.identityHashCode(value);
	}

	/** Only what is short and harmless to turn into text; a stream is not read twice. */
	private static String text(@Nullable Object value) {
		if (value == null || value instanceof Number || value instanceof Boolean || value instanceof java.util.Date
				|| value instanceof java.time.temporal.Temporal || value instanceof java.util.UUID) {
			return String.valueOf(value);
		}
		if (value instanceof String string) {
			return "'" + ((string.length() > MAX_VALUE_LENGTH) ? string.substring(0, MAX_VALUE_LENGTH) + "…" : string)
					+ "'";
		}
		return "<" + value.getClass().getSimpleName() + ">";
	}

}
