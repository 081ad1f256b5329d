package io.perfstarter.boot.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

import io.perfstarter.series.Recorder;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StoreLimits;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.CallSites;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that every method of every delegate reaches the driver's object with the same
 * arguments, and gives back or throws the same.
 */
class DelegationTests {

	/** What the delegates answer themselves. */
	private static final Set<String> OWN = Set.of("getConnection", "getStatement", "unwrap", "isWrapperFor");

	private final List<Call> calls = new ArrayList<>();

	private @Nullable Throwable failure;

	private final JdbcMeter meter = meter();

	private static JdbcMeter meter() {
		SeriesStore store = new SeriesStore(new TimeGrid(NanoClock.SYSTEM, InstantSource.system()),
				StoreLimits.DEFAULTS);
		Guard guard = new Guard();
		Recorder recorder = new Recorder(store, guard, List.of());
		Tracer tracer = new Tracer(NanoClock.SYSTEM, recorder);
		return new JdbcMeters(new JdbcMeasuring(tracer, recorder, guard, new CallSites(List.of()), new SlowQueryLog(),
				store.sqlStates(), Long.MAX_VALUE, false), store)
			.meter("dataSource");
	}

	static Stream<Arguments> methods() {
		return Stream
			.of(Connection.class, Statement.class, PreparedStatement.class, CallableStatement.class, ResultSet.class)
			.flatMap((type) -> Stream.of(type.getMethods())
				.filter((method) -> !Modifier.isStatic(method.getModifiers()) && !OWN.contains(method.getName()))
				.map((method) -> Arguments.of(type, method)));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void reachesTheDriversObject(Class<?> type, Method method) throws Exception {
		Object wrapper = wrapper(type);
		@Nullable Object[] arguments = Stream.of(method.getParameterTypes()).map(this::argument).toArray();
		this.calls.clear();
		Object result = method.invoke(wrapper, arguments);
		List<Call> same = this.calls.stream().filter((call) -> call.isOf(method)).toList();
		assertThat(same).as("calls of %s", method).hasSize(1);
		assertThat(this.calls).as("other calls than of %s", method).hasSize(1);
		Call call = same.get(0);
		assertThat(call.arguments).hasSameSizeAs(arguments);
		for (int i = 0; i < arguments.length; i++) {
			if (method.getParameterTypes()[i].isPrimitive()) {
				assertThat(call.arguments[i]).isEqualTo(arguments[i]);
			}
			else {
				assertThat(call.arguments[i]).isSameAs(arguments[i]);
			}
		}
		if (method.getReturnType().isPrimitive()) {
			assertThat(result).isEqualTo(call.result);
		}
		else if (result instanceof java.sql.Wrapper measured && result != call.result) {
			this.calls.clear();
			assertThat(measured.unwrap(Calls.class)).isSameAs(call.result);
		}
		else {
			assertThat(result).isSameAs(call.result);
		}
	}

	@ParameterizedTest
	@MethodSource("methods")
	void throwsWhatTheDriverThrows(Class<?> type, Method method) throws Exception {
		Object wrapper = wrapper(type);
		@Nullable Object[] arguments = Stream.of(method.getParameterTypes()).map(this::argument).toArray();
		List<Throwable> failures = new ArrayList<>(
				List.of(new IllegalStateException("by the driver"), new OutOfMemoryError("by the driver")));
		if (List.of(method.getExceptionTypes()).contains(SQLException.class)) {
			failures.add(new SQLTimeoutException("by the driver", "57014", 7, new RuntimeException("cause")));
		}
		for (Throwable failure : failures) {
			this.failure = failure;
			try {
				method.invoke(wrapper, arguments);
				throw new AssertionError("Nothing was thrown by " + method);
			}
			catch (InvocationTargetException ex) {
				assertThat(ex.getTargetException()).isSameAs(failure);
				assertThat(failure.getSuppressed()).isEmpty();
			}
		}
	}

	private Object wrapper(Class<?> type) throws SQLException {
		this.failure = null;
		Connection connection = this.meter.borrowed(this.meter.enter(), this.meter.now(),
				(Connection) driver(Connection.class));
		assertThat(connection).isInstanceOf(MeasuredConnection.class);
		if (type == Statement.class) {
			return connection.createStatement();
		}
		if (type == PreparedStatement.class) {
			return connection.prepareStatement("select 1");
		}
		if (type == CallableStatement.class) {
			return connection.prepareCall("call x()");
		}
		return (type == ResultSet.class) ? connection.createStatement().executeQuery("select 1") : connection;
	}

	private Object driver(Class<?> type) {
		return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { type, Calls.class },
				new Driver(type));
	}

	private @Nullable Object argument(Class<?> type) {
		if (type == boolean.class) {
			return true;
		}
		if (type.isPrimitive()) {
			Object zero = Array.get(Array.newInstance(type, 1), 0);
			return (zero instanceof Integer) ? Integer.valueOf(1234) : zero;
		}
		if (type == String.class) {
			return "text " + this.calls.size();
		}
		if (type.isArray()) {
			return Array.newInstance(type.getComponentType(), 1);
		}
		if (type == Class.class) {
			return String.class;
		}
		if (type.isInterface() && type != Map.class) {
			return driver(type);
		}
		return special(type);
	}

	private static Object special(Class<?> type) {
		if (type == Map.class) {
			return Map.of();
		}
		if (type == Properties.class) {
			return new Properties();
		}
		if (type == InputStream.class) {
			return InputStream.nullInputStream();
		}
		if (type == Reader.class) {
			return Reader.nullReader();
		}
		if (type == BigDecimal.class) {
			return new BigDecimal("1.5");
		}
		if (type == Calendar.class) {
			return Calendar.getInstance();
		}
		if (type == URL.class) {
			try {
				return URI.create("https://example.org").toURL();
			}
			catch (MalformedURLException ex) {
				throw new IllegalArgumentException(ex);
			}
		}
		if (type == java.sql.Date.class) {
			return new java.sql.Date(0);
		}
		if (type == java.sql.Time.class) {
			return new java.sql.Time(0);
		}
		if (type == java.sql.Timestamp.class) {
			return new java.sql.Timestamp(0);
		}
		if (type == Object.class) {
			return new Object();
		}
		if (type == java.sql.SQLWarning.class) {
			return new java.sql.SQLWarning("warning");
		}
		throw new IllegalArgumentException("No argument of " + type);
	}

	/** Marks the driver's objects. */
	interface Calls {

	}

	private static final class Call {

		private final Method method;

		private final @Nullable Object[] arguments;

		private final @Nullable Object result;

		Call(Method method, @Nullable Object @Nullable [] arguments, @Nullable Object result) {
			this.method = method;
			this.arguments = (arguments != null) ? arguments : new Object[0];
			this.result = result;
		}

		boolean isOf(Method other) {
			return this.method.getName().equals(other.getName())
					&& Arrays.equals(this.method.getParameterTypes(), other.getParameterTypes());
		}

		@Override
		public String toString() {
			return this.method.toString();
		}

	}

	private final class Driver implements InvocationHandler {

		private final Class<?> type;

		Driver(Class<?> type) {
			this.type = type;
		}

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			switch (method.getName()) {
				case "equals" -> {
					return arguments != null && proxy == arguments[0];
				}
				case "hashCode" -> {
					return System.identityHashCode(proxy);
				}
				case "toString" -> {
					return "driver's " + this.type.getSimpleName();
				}
				case "unwrap" -> {
					return proxy;
				}
				case "isWrapperFor" -> {
					return true;
				}
			}
			Throwable failure = DelegationTests.this.failure;
			if (failure != null) {
				throw failure;
			}
			Class<?> returned = method.getReturnType();
			Object result = (returned == void.class) ? null
					: (returned == Object.class) ? new Object() : argument(returned);
			DelegationTests.this.calls.add(new Call(method, arguments, result));
			return result;
		}

	}

}
