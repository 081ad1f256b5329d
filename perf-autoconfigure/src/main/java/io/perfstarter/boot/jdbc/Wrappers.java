package io.perfstarter.boot.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/**
 * {@code unwrap} and {@code isWrapperFor} as an application expects them of something
 * that it does not know to be wrapped: the delegate answers, and the delegate itself is
 * reached by its own type.
 */
final class Wrappers {

	private Wrappers() {
	}

	static <T> T unwrap(Class<T> type, Wrapper delegate) throws SQLException {
		if (type.isInstance(delegate) && !delegate.isWrapperFor(type)) {
			return type.cast(delegate);
		}
		return delegate.unwrap(type);
	}

	static boolean isWrapperFor(Class<?> type, Wrapper delegate) throws SQLException {
		return delegate.isWrapperFor(type) || type.isInstance(delegate);
	}

}
