package io.perfstarter.trace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operations of one kind by name, made once each and at most so many: what comes
 * later shares {@code (other)}. Thread-safe.
 */
public final class BoundedOperations {

	private static final int MAX_LENGTH = 200;

	private final OperationKind kind;

	private final int max;

	private final Operation other;

	private final Map<String, Operation> operations = new ConcurrentHashMap<>();

	/**
	 * Creates an empty set.
	 * @param kind what sort of work
	 * @param max how many names are told apart
	 */
	public BoundedOperations(OperationKind kind, int max) {
		this.kind = kind;
		this.max = max;
		this.other = new Operation(kind, Operation.OTHER);
	}

	/**
	 * Returns the operation of a name.
	 * @param name the name, cut after 200 characters
	 * @return the operation, or {@code (other)}
	 */
	public Operation get(String name) {
		String key = (name.length() > MAX_LENGTH) ? name.substring(0, MAX_LENGTH) : name;
		Operation operation = this.operations.get(key);
		if (operation != null) {
			return operation;
		}
		// A few more by threads at the same time do no harm
		return (this.operations.size() < this.max)
				? this.operations.computeIfAbsent(key, (created) -> new Operation(this.kind, created)) : this.other;
	}

}
