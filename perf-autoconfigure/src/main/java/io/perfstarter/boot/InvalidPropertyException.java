package io.perfstarter.boot;

/**
 * A setting whose value cannot be used. Stops the start-up with an explanation.
 */
public class InvalidPropertyException extends RuntimeException {

	private final String key;

	private final String value;

	private final String allowed;

	/**
	 * Creates the exception.
	 * @param key the full key, such as {@code performance.log.max-history}
	 * @param value what was found
	 * @param allowed what would be right, as the end of "allowed is …"
	 */
	public InvalidPropertyException(String key, Object value, String allowed) {
		super("The value '" + value + "' of '" + key + "' cannot be used: allowed is " + allowed);
		this.key = key;
		this.value = String.valueOf(value);
		this.allowed = allowed;
	}

	/**
	 * Returns the key.
	 * @return the full key of the setting
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns the value.
	 * @return what was found
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Returns what is allowed.
	 * @return what would be right
	 */
	public String allowed() {
		return this.allowed;
	}

}
