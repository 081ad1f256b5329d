package io.perfstarter.boot.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A call that is measured: plain delegation on top of what a prepared statement measures.
 */
@SuppressWarnings("deprecation")
final class MeasuredCallableStatement extends MeasuredPreparedStatement implements CallableStatement {

	private final CallableStatement call;

	MeasuredCallableStatement(CallableStatement call, MeasuredConnection connection, @Nullable Statement statement) {
		super(call, connection, statement);
		this.call = call;
	}

	@Override
	public Array getArray(String parameterName) throws SQLException {
		return this.call.getArray(parameterName);
	}

	@Override
	public Array getArray(int parameterIndex) throws SQLException {
		return this.call.getArray(parameterIndex);
	}

	@Override
	public BigDecimal getBigDecimal(String parameterName) throws SQLException {
		return this.call.getBigDecimal(parameterName);
	}

	@Deprecated
	@Override
	public BigDecimal getBigDecimal(int parameterIndex, int length) throws SQLException {
		return this.call.getBigDecimal(parameterIndex, length);
	}

	@Override
	public BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
		return this.call.getBigDecimal(parameterIndex);
	}

	@Override
	public Blob getBlob(String parameterName) throws SQLException {
		return this.call.getBlob(parameterName);
	}

	@Override
	public Blob getBlob(int parameterIndex) throws SQLException {
		return this.call.getBlob(parameterIndex);
	}

	@Override
	public boolean getBoolean(String parameterName) throws SQLException {
		return this.call.getBoolean(parameterName);
	}

	@Override
	public boolean getBoolean(int parameterIndex) throws SQLException {
		return this.call.getBoolean(parameterIndex);
	}

	@Override
	public byte getByte(String parameterName) throws SQLException {
		return this.call.getByte(parameterName);
	}

	@Override
	public byte getByte(int parameterIndex) throws SQLException {
		return this.call.getByte(parameterIndex);
	}

	@Override
	public byte[] getBytes(String parameterName) throws SQLException {
		return this.call.getBytes(parameterName);
	}

	@Override
	public byte[] getBytes(int parameterIndex) throws SQLException {
		return this.call.getBytes(parameterIndex);
	}

	@Override
	public Reader getCharacterStream(String parameterName) throws SQLException {
		return this.call.getCharacterStream(parameterName);
	}

	@Override
	public Reader getCharacterStream(int parameterIndex) throws SQLException {
		return this.call.getCharacterStream(parameterIndex);
	}

	@Override
	public Clob getClob(String parameterName) throws SQLException {
		return this.call.getClob(parameterName);
	}

	@Override
	public Clob getClob(int parameterIndex) throws SQLException {
		return this.call.getClob(parameterIndex);
	}

	@Override
	public Date getDate(String parameterName, Calendar calendar) throws SQLException {
		return this.call.getDate(parameterName, calendar);
	}

	@Override
	public Date getDate(String parameterName) throws SQLException {
		return this.call.getDate(parameterName);
	}

	@Override
	public Date getDate(int parameterIndex, Calendar calendar) throws SQLException {
		return this.call.getDate(parameterIndex, calendar);
	}

	@Override
	public Date getDate(int parameterIndex) throws SQLException {
		return this.call.getDate(parameterIndex);
	}

	@Override
	public double getDouble(String parameterName) throws SQLException {
		return this.call.getDouble(parameterName);
	}

	@Override
	public double getDouble(int parameterIndex) throws SQLException {
		return this.call.getDouble(parameterIndex);
	}

	@Override
	public float getFloat(String parameterName) throws SQLException {
		return this.call.getFloat(parameterName);
	}

	@Override
	public float getFloat(int parameterIndex) throws SQLException {
		return this.call.getFloat(parameterIndex);
	}

	@Override
	public int getInt(String parameterName) throws SQLException {
		return this.call.getInt(parameterName);
	}

	@Override
	public int getInt(int parameterIndex) throws SQLException {
		return this.call.getInt(parameterIndex);
	}

	@Override
	public long getLong(String parameterName) throws SQLException {
		return this.call.getLong(parameterName);
	}

	@Override
	public long getLong(int parameterIndex) throws SQLException {
		return this.call.getLong(parameterIndex);
	}

	@Override
	public Reader getNCharacterStream(String parameterName) throws SQLException {
		return this.call.getNCharacterStream(parameterName);
	}

	@Override
	public Reader getNCharacterStream(int parameterIndex) throws SQLException {
		return this.call.getNCharacterStream(parameterIndex);
	}

	@Override
	public NClob getNClob(String parameterName) throws SQLException {
		return this.call.getNClob(parameterName);
	}

	@Override
	public NClob getNClob(int parameterIndex) throws SQLException {
		return this.call.getNClob(parameterIndex);
	}

	@Override
	public String getNString(String parameterName) throws SQLException {
		return this.call.getNString(parameterName);
	}

	@Override
	public String getNString(int parameterIndex) throws SQLException {
		return this.call.getNString(parameterIndex);
	}

	@Override
	public <T> T getObject(String parameterName, Class<T> type) throws SQLException {
		return this.call.getObject(parameterName, type);
	}

	@Override
	public Object getObject(String parameterName, Map<String, Class<?>> types) throws SQLException {
		return this.call.getObject(parameterName, types);
	}

	@Override
	public Object getObject(String parameterName) throws SQLException {
		return this.call.getObject(parameterName);
	}

	@Override
	public <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
		return this.call.getObject(parameterIndex, type);
	}

	@Override
	public Object getObject(int parameterIndex, Map<String, Class<?>> types) throws SQLException {
		return this.call.getObject(parameterIndex, types);
	}

	@Override
	public Object getObject(int parameterIndex) throws SQLException {
		return this.call.getObject(parameterIndex);
	}

	@Override
	public Ref getRef(String parameterName) throws SQLException {
		return this.call.getRef(parameterName);
	}

	@Override
	public Ref getRef(int parameterIndex) throws SQLException {
		return this.call.getRef(parameterIndex);
	}

	@Override
	public RowId getRowId(String parameterName) throws SQLException {
		return this.call.getRowId(parameterName);
	}

	@Override
	public RowId getRowId(int parameterIndex) throws SQLException {
		return this.call.getRowId(parameterIndex);
	}

	@Override
	public SQLXML getSQLXML(String parameterName) throws SQLException {
		return this.call.getSQLXML(parameterName);
	}

	@Override
	public SQLXML getSQLXML(int parameterIndex) throws SQLException {
		return this.call.getSQLXML(parameterIndex);
	}

	@Override
	public short getShort(String parameterName) throws SQLException {
		return this.call.getShort(parameterName);
	}

	@Override
	public short getShort(int parameterIndex) throws SQLException {
		return this.call.getShort(parameterIndex);
	}

	@Override
	public String getString(String parameterName) throws SQLException {
		return this.call.getString(parameterName);
	}

	@Override
	public String getString(int parameterIndex) throws SQLException {
		return this.call.getString(parameterIndex);
	}

	@Override
	public Time getTime(String parameterName, Calendar calendar) throws SQLException {
		return this.call.getTime(parameterName, calendar);
	}

	@Override
	public Time getTime(String parameterName) throws SQLException {
		return this.call.getTime(parameterName);
	}

	@Override
	public Time getTime(int parameterIndex, Calendar calendar) throws SQLException {
		return this.call.getTime(parameterIndex, calendar);
	}

	@Override
	public Time getTime(int parameterIndex) throws SQLException {
		return this.call.getTime(parameterIndex);
	}

	@Override
	public Timestamp getTimestamp(String parameterName, Calendar calendar) throws SQLException {
		return this.call.getTimestamp(parameterName, calendar);
	}

	@Override
	public Timestamp getTimestamp(String parameterName) throws SQLException {
		return this.call.getTimestamp(parameterName);
	}

	@Override
	public Timestamp getTimestamp(int parameterIndex, Calendar calendar) throws SQLException {
		return this.call.getTimestamp(parameterIndex, calendar);
	}

	@Override
	public Timestamp getTimestamp(int parameterIndex) throws SQLException {
		return this.call.getTimestamp(parameterIndex);
	}

	@Override
	public URL getURL(String parameterName) throws SQLException {
		return this.call.getURL(parameterName);
	}

	@Override
	public URL getURL(int parameterIndex) throws SQLException {
		return this.call.getURL(parameterIndex);
	}

	@Override
	public void registerOutParameter(String parameterName, int sqlType, String typeName) throws SQLException {
		this.call.registerOutParameter(parameterName, sqlType, typeName);
	}

	@Override
	public void registerOutParameter(String parameterName, int sqlType, int scale) throws SQLException {
		this.call.registerOutParameter(parameterName, sqlType, scale);
	}

	@Override
	public void registerOutParameter(String parameterName, int sqlType) throws SQLException {
		this.call.registerOutParameter(parameterName, sqlType);
	}

	@Override
	public void registerOutParameter(String parameterName, SQLType targetType, String typeName) throws SQLException {
		this.call.registerOutParameter(parameterName, targetType, typeName);
	}

	@Override
	public void registerOutParameter(String parameterName, SQLType targetType, int scale) throws SQLException {
		this.call.registerOutParameter(parameterName, targetType, scale);
	}

	@Override
	public void registerOutParameter(String parameterName, SQLType targetType) throws SQLException {
		this.call.registerOutParameter(parameterName, targetType);
	}

	@Override
	public void registerOutParameter(int parameterIndex, int sqlType, String typeName) throws SQLException {
		this.call.registerOutParameter(parameterIndex, sqlType, typeName);
	}

	@Override
	public void registerOutParameter(int parameterIndex, int sqlType, int scale) throws SQLException {
		this.call.registerOutParameter(parameterIndex, sqlType, scale);
	}

	@Override
	public void registerOutParameter(int parameterIndex, int sqlType) throws SQLException {
		this.call.registerOutParameter(parameterIndex, sqlType);
	}

	@Override
	public void registerOutParameter(int parameterIndex, SQLType targetType, String typeName) throws SQLException {
		this.call.registerOutParameter(parameterIndex, targetType, typeName);
	}

	@Override
	public void registerOutParameter(int parameterIndex, SQLType targetType, int scale) throws SQLException {
		this.call.registerOutParameter(parameterIndex, targetType, scale);
	}

	@Override
	public void registerOutParameter(int parameterIndex, SQLType targetType) throws SQLException {
		this.call.registerOutParameter(parameterIndex, targetType);
	}

	@Override
	public void setAsciiStream(String parameterName, InputStream value, int length) throws SQLException {
		this.call.setAsciiStream(parameterName, value, length);
	}

	@Override
	public void setAsciiStream(String parameterName, InputStream value, long length) throws SQLException {
		this.call.setAsciiStream(parameterName, value, length);
	}

	@Override
	public void setAsciiStream(String parameterName, InputStream value) throws SQLException {
		this.call.setAsciiStream(parameterName, value);
	}

	@Override
	public void setBigDecimal(String parameterName, BigDecimal value) throws SQLException {
		this.call.setBigDecimal(parameterName, value);
	}

	@Override
	public void setBinaryStream(String parameterName, InputStream value, int length) throws SQLException {
		this.call.setBinaryStream(parameterName, value, length);
	}

	@Override
	public void setBinaryStream(String parameterName, InputStream value, long length) throws SQLException {
		this.call.setBinaryStream(parameterName, value, length);
	}

	@Override
	public void setBinaryStream(String parameterName, InputStream value) throws SQLException {
		this.call.setBinaryStream(parameterName, value);
	}

	@Override
	public void setBlob(String parameterName, InputStream value, long length) throws SQLException {
		this.call.setBlob(parameterName, value, length);
	}

	@Override
	public void setBlob(String parameterName, InputStream value) throws SQLException {
		this.call.setBlob(parameterName, value);
	}

	@Override
	public void setBlob(String parameterName, Blob value) throws SQLException {
		this.call.setBlob(parameterName, value);
	}

	@Override
	public void setBoolean(String parameterName, boolean value) throws SQLException {
		this.call.setBoolean(parameterName, value);
	}

	@Override
	public void setByte(String parameterName, byte value) throws SQLException {
		this.call.setByte(parameterName, value);
	}

	@Override
	public void setBytes(String parameterName, byte[] value) throws SQLException {
		this.call.setBytes(parameterName, value);
	}

	@Override
	public void setCharacterStream(String parameterName, Reader value, int length) throws SQLException {
		this.call.setCharacterStream(parameterName, value, length);
	}

	@Override
	public void setCharacterStream(String parameterName, Reader value, long length) throws SQLException {
		this.call.setCharacterStream(parameterName, value, length);
	}

	@Override
	public void setCharacterStream(String parameterName, Reader value) throws SQLException {
		this.call.setCharacterStream(parameterName, value);
	}

	@Override
	public void setClob(String parameterName, Reader value, long length) throws SQLException {
		this.call.setClob(parameterName, value, length);
	}

	@Override
	public void setClob(String parameterName, Reader value) throws SQLException {
		this.call.setClob(parameterName, value);
	}

	@Override
	public void setClob(String parameterName, Clob value) throws SQLException {
		this.call.setClob(parameterName, value);
	}

	@Override
	public void setDate(String parameterName, Date value, Calendar calendar) throws SQLException {
		this.call.setDate(parameterName, value, calendar);
	}

	@Override
	public void setDate(String parameterName, Date value) throws SQLException {
		this.call.setDate(parameterName, value);
	}

	@Override
	public void setDouble(String parameterName, double value) throws SQLException {
		this.call.setDouble(parameterName, value);
	}

	@Override
	public void setFloat(String parameterName, float value) throws SQLException {
		this.call.setFloat(parameterName, value);
	}

	@Override
	public void setInt(String parameterName, int value) throws SQLException {
		this.call.setInt(parameterName, value);
	}

	@Override
	public void setLong(String parameterName, long value) throws SQLException {
		this.call.setLong(parameterName, value);
	}

	@Override
	public void setNCharacterStream(String parameterName, Reader value, long length) throws SQLException {
		this.call.setNCharacterStream(parameterName, value, length);
	}

	@Override
	public void setNCharacterStream(String parameterName, Reader value) throws SQLException {
		this.call.setNCharacterStream(parameterName, value);
	}

	@Override
	public void setNClob(String parameterName, Reader value, long length) throws SQLException {
		this.call.setNClob(parameterName, value, length);
	}

	@Override
	public void setNClob(String parameterName, Reader value) throws SQLException {
		this.call.setNClob(parameterName, value);
	}

	@Override
	public void setNClob(String parameterName, NClob value) throws SQLException {
		this.call.setNClob(parameterName, value);
	}

	@Override
	public void setNString(String parameterName, String value) throws SQLException {
		this.call.setNString(parameterName, value);
	}

	@Override
	public void setNull(String parameterName, int sqlType, String typeName) throws SQLException {
		this.call.setNull(parameterName, sqlType, typeName);
	}

	@Override
	public void setNull(String parameterName, int sqlType) throws SQLException {
		this.call.setNull(parameterName, sqlType);
	}

	@Override
	public void setObject(String parameterName, Object value, int targetSqlType, int scaleOrLength)
			throws SQLException {
		this.call.setObject(parameterName, value, targetSqlType, scaleOrLength);
	}

	@Override
	public void setObject(String parameterName, Object value, int targetSqlType) throws SQLException {
		this.call.setObject(parameterName, value, targetSqlType);
	}

	@Override
	public void setObject(String parameterName, Object value, SQLType targetType, int scaleOrLength)
			throws SQLException {
		this.call.setObject(parameterName, value, targetType, scaleOrLength);
	}

	@Override
	public void setObject(String parameterName, Object value, SQLType targetType) throws SQLException {
		this.call.setObject(parameterName, value, targetType);
	}

	@Override
	public void setObject(String parameterName, Object value) throws SQLException {
		this.call.setObject(parameterName, value);
	}

	@Override
	public void setRowId(String parameterName, RowId value) throws SQLException {
		this.call.setRowId(parameterName, value);
	}

	@Override
	public void setSQLXML(String parameterName, SQLXML value) throws SQLException {
		this.call.setSQLXML(parameterName, value);
	}

	@Override
	public void setShort(String parameterName, short value) throws SQLException {
		this.call.setShort(parameterName, value);
	}

	@Override
	public void setString(String parameterName, String value) throws SQLException {
		this.call.setString(parameterName, value);
	}

	@Override
	public void setTime(String parameterName, Time value, Calendar calendar) throws SQLException {
		this.call.setTime(parameterName, value, calendar);
	}

	@Override
	public void setTime(String parameterName, Time value) throws SQLException {
		this.call.setTime(parameterName, value);
	}

	@Override
	public void setTimestamp(String parameterName, Timestamp value, Calendar calendar) throws SQLException {
		this.call.setTimestamp(parameterName, value, calendar);
	}

	@Override
	public void setTimestamp(String parameterName, Timestamp value) throws SQLException {
		this.call.setTimestamp(parameterName, value);
	}

	@Override
	public void setURL(String parameterName, URL value) throws SQLException {
		this.call.setURL(parameterName, value);
	}

	@Override
	public boolean wasNull() throws SQLException {
		return this.call.wasNull();
	}

}
