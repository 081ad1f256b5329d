package com.example.orm;

import java.util.function.Supplier;

/**
 * A library's class that nobody knows as one, for stacks.
 */
public final class Mapper {

	private Mapper() {
	}

	/**
	 * Calls from here.
	 * @param <T> the type of the answer
	 * @param callee what is called
	 * @return its answer
	 */
	public static <T> T map(Supplier<T> callee) {
		return callee.get();
	}

}
