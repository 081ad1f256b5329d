package io.perfstarter.boot.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Counts the rows that are read and tells its statement when they end.
 */
final class MeasuredResultSet extends DelegatingResultSet {

	private final MeasuredStatement statement;

	private int rows;

	MeasuredResultSet(ResultSet delegate, MeasuredStatement statement) {
		super(delegate);
		this.statement = statement;
	}

	@Override
	public boolean next() throws SQLException {
		if (delegate().next()) {
			this.rows++;
			return true;
		}
		tellRows();
		return false;
	}

	@Override
	public void close() throws SQLException {
		tellRows();
		delegate().close();
	}

	boolean isOf(ResultSet delegate) {
		return delegate() == delegate;
	}

	/** Tells the rows that were read since it was told last. */
	void tellRows() {
		int count = this.rows;
		this.rows = 0;
		this.statement.rowsRead(this, count);
	}

	@Override
	public java.sql.Statement getStatement() throws SQLException {
		return this.statement;
	}

	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		return Wrappers.unwrap(type, delegate());
	}

	@Override
	public boolean isWrapperFor(Class<?> type) throws SQLException {
		return Wrappers.isWrapperFor(type, delegate());
	}

}
