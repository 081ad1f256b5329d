package io.perfstarter.boot.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Counts independently what reaches the driver: reflective proxies that share no code
 * with what is tested.
 */
final class CountingDataSource extends AbstractDataSource {

	private final DataSource driver;

	private final AtomicLong queries = new AtomicLong();

	private final AtomicLong batches = new AtomicLong();

	private final AtomicLong batchSize = new AtomicLong();

	private final AtomicLong rows = new AtomicLong();

	private final AtomicLong errors = new AtomicLong();

	private final AtomicLong commits = new AtomicLong();

	private final AtomicLong rollbacks = new AtomicLong();

	private final AtomicLong open = new AtomicLong();

	private final Map<String, AtomicLong> sqlStates = new ConcurrentHashMap<>();

	private volatile Runnable onExecute = () -> {
	};

	CountingDataSource(DataSource driver) {
		this.driver = driver;
	}

	/** Runs something whenever a statement is executed. */
	void onExecute(Runnable hook) {
		this.onExecute = hook;
	}

	Totals totals() {
		Map<String, Long> states = new TreeMap<>();
		this.sqlStates.forEach((state, count) -> states.put(state, count.get()));
		return new Totals(this.queries.get(), this.batches.get(), this.batchSize.get(), this.rows.get(),
				this.errors.get(), states, this.commits.get(), this.rollbacks.get());
	}

	/** The number of connections that were opened. */
	long open() {
		return this.open.get();
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.open.incrementAndGet();
		return proxy(Connection.class, new OfConnection(this.driver.getConnection()));
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		this.open.incrementAndGet();
		return proxy(Connection.class, new OfConnection(this.driver.getConnection(username, password)));
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type
			.cast(Proxy.newProxyInstance(CountingDataSource.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private final class OfConnection implements InvocationHandler {

		private final Connection connection;

		OfConnection(Connection connection) {
			this.connection = connection;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			Object result = call(this.connection, method, arguments);
			switch (method.getName()) {
				case "commit" -> CountingDataSource.this.commits.incrementAndGet();
				case "rollback" -> {
					if (arguments == null) {
						CountingDataSource.this.rollbacks.incrementAndGet();
					}
				}
				case "createStatement" -> {
					return proxy(Statement.class, new OfStatement((Statement) result));
				}
				case "prepareStatement" -> {
					return proxy(PreparedStatement.class, new OfStatement((Statement) result));
				}
				case "prepareCall" -> {
					return proxy(CallableStatement.class, new OfStatement((Statement) result));
				}
			}
			return result;
		}

	}

	private final class OfStatement implements InvocationHandler {

		private final Statement statement;

		private int pending;

		private boolean updatesUncounted;

		private @Nullable ResultSet result;

		private @Nullable ResultSet resultProxy;

		OfStatement(Statement statement) {
			this.statement = statement;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			String name = method.getName();
			boolean execute = name.startsWith("execute");
			boolean batch = execute && name.endsWith("Batch");
			if (execute) {
				CountingDataSource.this.queries.incrementAndGet();
				CountingDataSource.this.onExecute.run();
				this.updatesUncounted = false;
			}
			if (batch) {
				CountingDataSource.this.batches.incrementAndGet();
				CountingDataSource.this.batchSize.addAndGet(this.pending);
				this.pending = 0;
			}
			if (name.equals("addBatch")) {
				this.pending++;
			}
			if (name.equals("clearBatch")) {
				this.pending = 0;
			}
			Object result;
			try {
				result = call(this.statement, method, arguments);
			}
			catch (SQLException ex) {
				if (execute) {
					CountingDataSource.this.errors.incrementAndGet();
					CountingDataSource.this.sqlStates
						.computeIfAbsent((ex.getSQLState() != null) ? ex.getSQLState() : "(none)",
								(state) -> new AtomicLong())
						.incrementAndGet();
				}
				throw ex;
			}
			if (execute || name.equals("getUpdateCount") || name.equals("getLargeUpdateCount")
					|| name.equals("getMoreResults")) {
				updated(name, result);
			}
			if (result instanceof ResultSet set && !name.equals("getGeneratedKeys")) {
				if (this.result != set || this.resultProxy == null) {
					this.result = set;
					this.resultProxy = proxy(ResultSet.class, new OfResult(set));
				}
				return this.resultProxy;
			}
			return result;
		}

		private void updated(String name, @Nullable Object result) {
			long updated = 0;
			if (result instanceof int[] counts) {
				updated = java.util.Arrays.stream(counts).filter((count) -> count > 0).sum();
			}
			else if (result instanceof long[] counts) {
				updated = LongStream.of(counts).filter((count) -> count > 0).sum();
			}
			else if (result instanceof Boolean hasResult) {
				this.updatesUncounted = !hasResult;
			}
			else if (result instanceof Number count && (name.startsWith("execute") || this.updatesUncounted)) {
				updated = Math.max(0, count.longValue());
				this.updatesUncounted = false;
			}
			CountingDataSource.this.rows.addAndGet(updated);
		}

	}

	private final class OfResult implements InvocationHandler {

		private final ResultSet result;

		OfResult(ResultSet result) {
			this.result = result;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			Object result = call(this.result, method, arguments);
			if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
				CountingDataSource.this.rows.incrementAndGet();
			}
			return result;
		}

	}

}
