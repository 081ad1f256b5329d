package com.example.shop;

import java.util.function.Supplier;

/**
 * An application's class, for stacks.
 */
public class OrderService {

	/**
	 * Calls from here.
	 * @param <T> the type of the answer
	 * @param callee what is called
	 * @return its answer
	 */
	public <T> T load(Supplier<T> callee) {
		return callee.get();
	}

	/**
	 * Calls from a lambda in here.
	 * @param <T> the type of the answer
	 * @param callee what is called
	 * @return its answer
	 */
	public <T> T loadInLambda(Supplier<T> callee) {
		Supplier<T> lambda = () -> callee.get();
		return lambda.get();
	}

	/** As proxies name themselves. */
	public static class Traced$$SpringCGLIB$$0 extends OrderService {

		@Override
		public <T> T load(Supplier<T> callee) {
			return super.loadInLambda(callee);
		}

		/**
		 * Calls from the proxy itself.
		 * @param <T> the type of the answer
		 * @param callee what is called
		 * @return its answer
		 */
		public <T> T intercept(Supplier<T> callee) {
			return callee.get();
		}

	}

}
