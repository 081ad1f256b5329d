package io.perfstarter.sample;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Wraps the application's data source to count, with nothing of perf-starter, the
 * statements that were run and the connections that are out.
 */
class CountingDataSource implements BeanPostProcessor {

	private final AtomicInteger executions = new AtomicInteger();

	private final AtomicInteger connections = new AtomicInteger();

	void reset() {
		this.executions.set(0);
	}

	int executions() {
		return this.executions.get();
	}

	int connections() {
		return this.connections.get();
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof DataSource dataSource) ? wrap(dataSource) : bean;
	}

	private DataSource wrap(DataSource dataSource) {
		return proxy(DataSource.class, (proxy, method, args) -> {
			Object result = invoke(dataSource, method, args);
			return (result instanceof Connection connection) ? wrap(connection) : result;
		});
	}

	private Connection wrap(Connection connection) {
		this.connections.incrementAndGet();
		return proxy(Connection.class, (proxy, method, args) -> {
			if (method.getName().equals("close")) {
				this.connections.decrementAndGet();
			}
			Object result = invoke(connection, method, args);
			if (result instanceof PreparedStatement statement) {
				return count(PreparedStatement.class, statement);
			}
			return (result instanceof Statement statement) ? count(Statement.class, statement) : result;
		});
	}

	private <T> T count(Class<T> type, T statement) {
		return proxy(type, (proxy, method, args) -> {
			if (method.getName().startsWith("execute")) {
				this.executions.incrementAndGet();
			}
			return invoke(statement, method, args);
		});
	}

	private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
		try {
			return method.invoke(target, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

}
