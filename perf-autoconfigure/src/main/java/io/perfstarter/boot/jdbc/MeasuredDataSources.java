package io.perfstarter.boot.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import io.perfstarter.trace.Track;
import org.jspecify.annotations.Nullable;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.FixedValue;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * Makes data sources whose connections are measured. The class of the bean is kept, so
 * that it can be injected by it: a generated subclass hands every call to the bean itself
 * without reflection, and only the two {@code getConnection} methods give out something
 * else.
 */
final class MeasuredDataSources {

	private static final SpringObjenesis objenesis = new SpringObjenesis();

	private static final int BORROW = 0;

	private static final int BORROW_AS = 1;

	private static final int TARGET = 2;

	private static final int IDENTITY = 3;

	private static final int GIVE_BACK = 4;

	private static final int HASH = 5;

	private MeasuredDataSources() {
	}

	/**
	 * Wraps a data source.
	 * @param target the bean
	 * @param meter what is told of its use
	 * @param byInterface whether a data source of the same interfaces will do
	 * @return a data source of the same class, or of the same interfaces if the class
	 * cannot be extended
	 * @throws RuntimeException if neither can be made; or a {@link LinkageError}
	 */
	static DataSource wrap(DataSource target, JdbcMeter meter, boolean byInterface) {
		if (!canExtend(target.getClass())) {
			return implement(target, meter);
		}
		try {
			return extend(target, meter);
		}
		catch (RuntimeException | LinkageError ex) {
			if (!byInterface) {
				throw ex;
			}
			return implement(target, meter);
		}
	}

	/** Whether a data source was made here. */
	static boolean isMeasured(@Nullable Object candidate) {
		return unwrap(candidate) != null;
	}

	/** Returns the bean behind a data source that was made here, else {@code null}. */
	static @Nullable DataSource unwrap(@Nullable Object candidate) {
		if (candidate instanceof Factory factory && factory.getCallback(BORROW) instanceof Borrow borrow) {
			return borrow.target;
		}
		if (candidate != null && Proxy.isProxyClass(candidate.getClass())
				&& Proxy.getInvocationHandler(candidate) instanceof Handler handler) {
			return handler.borrow.target;
		}
		return null;
	}

	static boolean canExtend(Class<?> type) {
		return !Modifier.isFinal(type.getModifiers()) && !Modifier.isPrivate(type.getModifiers())
				&& !Proxy.isProxyClass(type) && !type.isHidden() && !isFinalMethod(type);
	}

	/**
	 * A final getConnection cannot be overridden: the subclass would run without a pool.
	 */
	private static boolean isFinalMethod(Class<?> type) {
		try {
			return Modifier.isFinal(type.getMethod("getConnection").getModifiers());
		}
		catch (NoSuchMethodException ex) {
			return true;
		}
	}

	private static DataSource extend(DataSource target, JdbcMeter meter) {
		Enhancer enhancer = new Enhancer();
		enhancer.setClassLoader(target.getClass().getClassLoader());
		enhancer.setSuperclass(target.getClass());
		enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
		enhancer.setCallbackFilter(Filter.INSTANCE);
		enhancer.setCallbackTypes(new Class<?>[] { FixedValue.class, MethodInterceptor.class, Dispatcher.class,
				MethodInterceptor.class, MethodInterceptor.class, FixedValue.class });
		Object proxy = objenesis.newInstance(enhancer.createClass());
		Borrow borrow = new Borrow(target, meter);
		// Spring looks resources up by their data source several times for each query.
		Integer hash = System.identityHashCode(proxy);
		((Factory) proxy).setCallbacks(new Callback[] { borrow,
				(MethodInterceptor) (self, method, arguments, original) -> borrow.as((String) arguments[0],
						(String) arguments[1]),
				(Dispatcher) () -> target,
				(MethodInterceptor) (self, method, arguments, original) -> identity(self, method, arguments),
				(MethodInterceptor) (self, method, arguments, original) -> original.invoke(target, pooled(arguments)),
				(FixedValue) () -> hash });
		return (DataSource) proxy;
	}

	private static DataSource implement(DataSource target, JdbcMeter meter) {
		return (DataSource) Proxy.newProxyInstance(target.getClass().getClassLoader(),
				ClassUtils.getAllInterfaces(target), new Handler(new Borrow(target, meter)));
	}

	/**
	 * As keys of resources that are bound to transactions, two data sources are never
	 * equal.
	 */
	private static Object identity(Object self, Method method, @Nullable Object @Nullable [] arguments) {
		return method.getName().equals("equals") ? arguments != null && self == arguments[0]
				: (Object) System.identityHashCode(self);
	}

	/** A pool that is handed a connection back wants the one that it gave out. */
	private static @Nullable Object @Nullable [] pooled(@Nullable Object @Nullable [] arguments) {
		if (arguments != null) {
			for (int i = 0; i < arguments.length; i++) {
				if (arguments[i] instanceof MeasuredConnection connection) {
					arguments[i] = connection.delegate();
				}
			}
		}
		return arguments;
	}

	/** Which of the callbacks a method has. */
	private enum Filter implements CallbackFilter {

		INSTANCE;

		@Override
		public int accept(Method method) {
			String name = method.getName();
			if (name.equals("getConnection")) {
				return (method.getParameterCount() == 0) ? BORROW
						: (method.getParameterCount() == 2) ? BORROW_AS : TARGET;
			}
			if (isIdentity(method)) {
				return name.equals("hashCode") ? HASH : IDENTITY;
			}
			return List.of(method.getParameterTypes()).contains(Connection.class) ? GIVE_BACK : TARGET;
		}

	}

	private static boolean isIdentity(Method method) {
		return (method.getName().equals("equals") && method.getParameterCount() == 1
				&& method.getParameterTypes()[0] == Object.class)
				|| (method.getName().equals("hashCode") && method.getParameterCount() == 0);
	}

	/** Takes a connection from the bean and gives it out measured. */
	private static final class Borrow implements FixedValue {

		private final DataSource target;

		private final JdbcMeter meter;

		Borrow(DataSource target, JdbcMeter meter) {
			this.target = target;
			this.meter = meter;
		}

		@Override
		public Object loadObject() throws SQLException {
			Track track = this.meter.enter();
			long start = this.meter.now();
			Connection connection;
			try {
				connection = this.target.getConnection();
			}
			catch (SQLException | RuntimeException | Error ex) {
				this.meter.notBorrowed(track, start);
				throw ex;
			}
			return this.meter.borrowed(track, start, connection);
		}

		Connection as(String username, String password) throws SQLException {
			Track track = this.meter.enter();
			long start = this.meter.now();
			Connection connection;
			try {
				connection = this.target.getConnection(username, password);
			}
			catch (SQLException | RuntimeException | Error ex) {
				this.meter.notBorrowed(track, start);
				throw ex;
			}
			return this.meter.borrowed(track, start, connection);
		}

	}

	/** For beans whose class cannot be extended. */
	private record Handler(Borrow borrow) implements java.lang.reflect.InvocationHandler {

		@Override
		public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
			if (method.getName().equals("getConnection")) {
				if (arguments == null) {
					return this.borrow.loadObject();
				}
				if (arguments.length == 2) {
					return this.borrow.as((String) arguments[0], (String) arguments[1]);
				}
			}
			if (isIdentity(method)) {
				return identity(proxy, method, arguments);
			}
			try {
				return method.invoke(this.borrow.target, pooled(arguments));
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		}

	}

}
