package io.perfstarter.boot.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Plain delegation of what is not measured.
 */
@SuppressWarnings("deprecation")
abstract class DelegatingPreparedStatement extends MeasuredStatement implements PreparedStatement {

	private final PreparedStatement prepared;

	DelegatingPreparedStatement(PreparedStatement prepared, MeasuredConnection connection,
			@Nullable Statement statement) {
		super(prepared, connection, statement);
		this.prepared = prepared;
	}

	final PreparedStatement prepared() {
		return this.prepared;
	}

	/** Hears of a bind value that was set. */
	abstract void parameter(int index, @Nullable Object value);

	@Override
	public ResultSetMetaData getMetaData() throws SQLException {
		return this.prepared.getMetaData();
	}

	@Override
	public ParameterMetaData getParameterMetaData() throws SQLException {
		return this.prepared.getParameterMetaData();
	}

	@Override
	public void setArray(int parameterIndex, Array value) throws SQLException {
		this.prepared.setArray(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setAsciiStream(int parameterIndex, InputStream value, int length) throws SQLException {
		this.prepared.setAsciiStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setAsciiStream(int parameterIndex, InputStream value, long length) throws SQLException {
		this.prepared.setAsciiStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setAsciiStream(int parameterIndex, InputStream value) throws SQLException {
		this.prepared.setAsciiStream(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBigDecimal(int parameterIndex, BigDecimal value) throws SQLException {
		this.prepared.setBigDecimal(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBinaryStream(int parameterIndex, InputStream value, int length) throws SQLException {
		this.prepared.setBinaryStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBinaryStream(int parameterIndex, InputStream value, long length) throws SQLException {
		this.prepared.setBinaryStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBinaryStream(int parameterIndex, InputStream value) throws SQLException {
		this.prepared.setBinaryStream(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBlob(int parameterIndex, InputStream value, long length) throws SQLException {
		this.prepared.setBlob(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBlob(int parameterIndex, InputStream value) throws SQLException {
		this.prepared.setBlob(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBlob(int parameterIndex, Blob value) throws SQLException {
		this.prepared.setBlob(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBoolean(int parameterIndex, boolean value) throws SQLException {
		this.prepared.setBoolean(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setByte(int parameterIndex, byte value) throws SQLException {
		this.prepared.setByte(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setBytes(int parameterIndex, byte[] value) throws SQLException {
		this.prepared.setBytes(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setCharacterStream(int parameterIndex, Reader value, int length) throws SQLException {
		this.prepared.setCharacterStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setCharacterStream(int parameterIndex, Reader value, long length) throws SQLException {
		this.prepared.setCharacterStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setCharacterStream(int parameterIndex, Reader value) throws SQLException {
		this.prepared.setCharacterStream(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setClob(int parameterIndex, Reader value, long length) throws SQLException {
		this.prepared.setClob(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setClob(int parameterIndex, Reader value) throws SQLException {
		this.prepared.setClob(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setClob(int parameterIndex, Clob value) throws SQLException {
		this.prepared.setClob(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setDate(int parameterIndex, Date value, Calendar calendar) throws SQLException {
		this.prepared.setDate(parameterIndex, value, calendar);
		parameter(parameterIndex, value);
	}

	@Override
	public void setDate(int parameterIndex, Date value) throws SQLException {
		this.prepared.setDate(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setDouble(int parameterIndex, double value) throws SQLException {
		this.prepared.setDouble(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setFloat(int parameterIndex, float value) throws SQLException {
		this.prepared.setFloat(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setInt(int parameterIndex, int value) throws SQLException {
		this.prepared.setInt(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setLong(int parameterIndex, long value) throws SQLException {
		this.prepared.setLong(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setNCharacterStream(int parameterIndex, Reader value, long length) throws SQLException {
		this.prepared.setNCharacterStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setNCharacterStream(int parameterIndex, Reader value) throws SQLException {
		this.prepared.setNCharacterStream(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setNClob(int parameterIndex, Reader value, long length) throws SQLException {
		this.prepared.setNClob(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

	@Override
	public void setNClob(int parameterIndex, Reader value) throws SQLException {
		this.prepared.setNClob(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setNClob(int parameterIndex, NClob value) throws SQLException {
		this.prepared.setNClob(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setNString(int parameterIndex, String value) throws SQLException {
		this.prepared.setNString(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
		this.prepared.setNull(parameterIndex, sqlType, typeName);
		parameter(parameterIndex, null);
	}

	@Override
	public void setNull(int parameterIndex, int sqlType) throws SQLException {
		this.prepared.setNull(parameterIndex, sqlType);
		parameter(parameterIndex, null);
	}

	@Override
	public void setObject(int parameterIndex, Object value, int targetSqlType, int scaleOrLength) throws SQLException {
		this.prepared.setObject(parameterIndex, value, targetSqlType, scaleOrLength);
		parameter(parameterIndex, value);
	}

	@Override
	public void setObject(int parameterIndex, Object value, int targetSqlType) throws SQLException {
		this.prepared.setObject(parameterIndex, value, targetSqlType);
		parameter(parameterIndex, value);
	}

	@Override
	public void setObject(int parameterIndex, Object value, SQLType targetType, int scaleOrLength) throws SQLException {
		this.prepared.setObject(parameterIndex, value, targetType, scaleOrLength);
		parameter(parameterIndex, value);
	}

	@Override
	public void setObject(int parameterIndex, Object value, SQLType targetType) throws SQLException {
		this.prepared.setObject(parameterIndex, value, targetType);
		parameter(parameterIndex, value);
	}

	@Override
	public void setObject(int parameterIndex, Object value) throws SQLException {
		this.prepared.setObject(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setRef(int parameterIndex, Ref value) throws SQLException {
		this.prepared.setRef(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setRowId(int parameterIndex, RowId value) throws SQLException {
		this.prepared.setRowId(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setSQLXML(int parameterIndex, SQLXML value) throws SQLException {
		this.prepared.setSQLXML(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setShort(int parameterIndex, short value) throws SQLException {
		this.prepared.setShort(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setString(int parameterIndex, String value) throws SQLException {
		this.prepared.setString(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setTime(int parameterIndex, Time value, Calendar calendar) throws SQLException {
		this.prepared.setTime(parameterIndex, value, calendar);
		parameter(parameterIndex, value);
	}

	@Override
	public void setTime(int parameterIndex, Time value) throws SQLException {
		this.prepared.setTime(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setTimestamp(int parameterIndex, Timestamp value, Calendar calendar) throws SQLException {
		this.prepared.setTimestamp(parameterIndex, value, calendar);
		parameter(parameterIndex, value);
	}

	@Override
	public void setTimestamp(int parameterIndex, Timestamp value) throws SQLException {
		this.prepared.setTimestamp(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Override
	public void setURL(int parameterIndex, URL value) throws SQLException {
		this.prepared.setURL(parameterIndex, value);
		parameter(parameterIndex, value);
	}

	@Deprecated
	@Override
	public void setUnicodeStream(int parameterIndex, InputStream value, int length) throws SQLException {
		this.prepared.setUnicodeStream(parameterIndex, value, length);
		parameter(parameterIndex, value);
	}

}
