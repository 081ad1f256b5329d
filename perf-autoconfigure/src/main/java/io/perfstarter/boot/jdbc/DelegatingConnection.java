package io.perfstarter.boot.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/**
 * Plain delegation of what is not measured.
 */
@SuppressWarnings("deprecation")
abstract class DelegatingConnection implements Connection {

	private final Connection delegate;

	DelegatingConnection(Connection delegate) {
		this.delegate = delegate;
	}

	final Connection delegate() {
		return this.delegate;
	}

	@Override
	public void beginRequest() throws SQLException {
		this.delegate.beginRequest();
	}

	@Override
	public void clearWarnings() throws SQLException {
		this.delegate.clearWarnings();
	}

	@Override
	public Array createArrayOf(String value, Object[] objects) throws SQLException {
		return this.delegate.createArrayOf(value, objects);
	}

	@Override
	public Blob createBlob() throws SQLException {
		return this.delegate.createBlob();
	}

	@Override
	public Clob createClob() throws SQLException {
		return this.delegate.createClob();
	}

	@Override
	public NClob createNClob() throws SQLException {
		return this.delegate.createNClob();
	}

	@Override
	public SQLXML createSQLXML() throws SQLException {
		return this.delegate.createSQLXML();
	}

	@Override
	public Struct createStruct(String value, Object[] objects) throws SQLException {
		return this.delegate.createStruct(value, objects);
	}

	@Override
	public void endRequest() throws SQLException {
		this.delegate.endRequest();
	}

	@Override
	public boolean getAutoCommit() throws SQLException {
		return this.delegate.getAutoCommit();
	}

	@Override
	public String getCatalog() throws SQLException {
		return this.delegate.getCatalog();
	}

	@Override
	public Properties getClientInfo() throws SQLException {
		return this.delegate.getClientInfo();
	}

	@Override
	public String getClientInfo(String value) throws SQLException {
		return this.delegate.getClientInfo(value);
	}

	@Override
	public int getHoldability() throws SQLException {
		return this.delegate.getHoldability();
	}

	@Override
	public int getNetworkTimeout() throws SQLException {
		return this.delegate.getNetworkTimeout();
	}

	@Override
	public String getSchema() throws SQLException {
		return this.delegate.getSchema();
	}

	@Override
	public int getTransactionIsolation() throws SQLException {
		return this.delegate.getTransactionIsolation();
	}

	@Override
	public Map<String, Class<?>> getTypeMap() throws SQLException {
		return this.delegate.getTypeMap();
	}

	@Override
	public SQLWarning getWarnings() throws SQLException {
		return this.delegate.getWarnings();
	}

	@Override
	public boolean isClosed() throws SQLException {
		return this.delegate.isClosed();
	}

	@Override
	public boolean isReadOnly() throws SQLException {
		return this.delegate.isReadOnly();
	}

	@Override
	public boolean isValid(int value) throws SQLException {
		return this.delegate.isValid(value);
	}

	@Override
	public String nativeSQL(String sql) throws SQLException {
		return this.delegate.nativeSQL(sql);
	}

	@Override
	public void releaseSavepoint(Savepoint savepoint) throws SQLException {
		this.delegate.releaseSavepoint(savepoint);
	}

	@Override
	public void setAutoCommit(boolean value) throws SQLException {
		this.delegate.setAutoCommit(value);
	}

	@Override
	public void setCatalog(String value) throws SQLException {
		this.delegate.setCatalog(value);
	}

	@Override
	public void setClientInfo(String name, String value) throws SQLClientInfoException {
		this.delegate.setClientInfo(name, value);
	}

	@Override
	public void setClientInfo(Properties properties) throws SQLClientInfoException {
		this.delegate.setClientInfo(properties);
	}

	@Override
	public void setHoldability(int value) throws SQLException {
		this.delegate.setHoldability(value);
	}

	@Override
	public void setNetworkTimeout(Executor executor, int length) throws SQLException {
		this.delegate.setNetworkTimeout(executor, length);
	}

	@Override
	public void setReadOnly(boolean value) throws SQLException {
		this.delegate.setReadOnly(value);
	}

	@Override
	public Savepoint setSavepoint() throws SQLException {
		return this.delegate.setSavepoint();
	}

	@Override
	public Savepoint setSavepoint(String value) throws SQLException {
		return this.delegate.setSavepoint(value);
	}

	@Override
	public void setSchema(String value) throws SQLException {
		this.delegate.setSchema(value);
	}

	@Override
	public void setShardingKey(ShardingKey shardingKey, ShardingKey shardingKey2) throws SQLException {
		this.delegate.setShardingKey(shardingKey, shardingKey2);
	}

	@Override
	public void setShardingKey(ShardingKey shardingKey) throws SQLException {
		this.delegate.setShardingKey(shardingKey);
	}

	@Override
	public boolean setShardingKeyIfValid(ShardingKey shardingKey, int length) throws SQLException {
		return this.delegate.setShardingKeyIfValid(shardingKey, length);
	}

	@Override
	public boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey shardingKey2, int length)
			throws SQLException {
		return this.delegate.setShardingKeyIfValid(shardingKey, shardingKey2, length);
	}

	@Override
	public void setTransactionIsolation(int value) throws SQLException {
		this.delegate.setTransactionIsolation(value);
	}

	@Override
	public void setTypeMap(Map<String, Class<?>> types) throws SQLException {
		this.delegate.setTypeMap(types);
	}

}
