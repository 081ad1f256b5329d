package io.perfstarter.trace;

/**
 * The application's own stack frame that caused something.
 *
 * @param className the fully qualified class
 * @param methodName the method
 * @param line the line, or a negative number if unknown
 */
public record CallSite(String className, String methodName, int line) {

	@Override
	public String toString() {
		return this.className + "." + this.methodName + ((this.line >= 0) ? ":" + this.line : "");
	}

}
