package io.perfstarter.boot.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement whose runs are measured.
 */
class MeasuredPreparedStatement extends DelegatingPreparedStatement {

	private static final int MAX_VALUE_LENGTH = 100;

	private static final int MAX_PARAMETERS = 100;

	private final @Nullable Statement prepared;

	/** Only where bind values are kept. */
	private final @Nullable Map<Integer, String> parameters;

	MeasuredPreparedStatement(PreparedStatement delegate, MeasuredConnection connection,
			@Nullable Statement statement) {
		super(delegate, connection);
		this.prepared = statement;
		this.parameters = connection.meter().includeParameters() ? new TreeMap<>() : null;
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
			failed(track, this.prepared, start, 0, ex);
			throw ex;
		}
		ended(track, this.prepared, start, 0, 0);
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
			failed(track, this.prepared, start, 0, ex);
			throw ex;
		}
		ended(track, this.prepared, start, 0, 0);
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
			failed(track, this.prepared, start, 0, ex);
			throw ex;
		}
		ended(track, this.prepared, start, updated, 0);
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
			failed(track, this.prepared, start, 0, ex);
			throw ex;
		}
		ended(track, this.prepared, start, updated, 0);
		return updated;
	}

	@Override
	public void addBatch() throws SQLException {
		prepared().addBatch();
		countBatch();
	}

	@Override
	@Nullable Statement batchStatement() {
		return this.prepared;
	}

	@Override
	public void clearParameters() throws SQLException {
		prepared().clearParameters();
		if (this.parameters != null) {
			this.parameters.clear();
		}
	}

	@Override
	final void parameter(int index, @Nullable Object value) {
		if (this.parameters != null && this.parameters.size() < MAX_PARAMETERS) {
			this.parameters.put(index, text(value));
		}
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

	@Override
	final @Nullable String parametersAsText() {
		Map<Integer, String> parameters = this.parameters;
		if (parameters == null || parameters.isEmpty()) {
			return null;
		}
		StringJoiner text = new StringJoiner(", ", "[", "]");
		parameters.values().forEach(text::add);
		return text.toString();
	}

}
