package io.perfstarter.trace;

import org.jspecify.annotations.Nullable;

/**
 * The application's own stack frame that caused something.
 *
 * @param className the fully qualified class
 * @param methodName the method
 * @param line the line, or a negative number if unknown
 * @param repositoryMethod the method of an application's interface that was called there
 * and that only a proxy implements, such as {@code OrderRepository.findByStatus}; or
 * {@code null}
 */
public record CallSite(String className, String methodName, int line, @Nullable String repositoryMethod) {

	/**
	 * Creates a call site without a proxy behind it.
	 * @param className the fully qualified class
	 * @param methodName the method
	 * @param line the line, or a negative number if unknown
	 */
	public CallSite(String className, String methodName, int line) {
		this(className, methodName, line, null);
	}

	@Override
	public String toString() {
		return this.className + "." + this.methodName + ((this.line >= 0) ? ":" + this.line : "");
	}

}
