package io.perfstarter.trace;

import java.util.Objects;

import io.perfstarter.sql.Fingerprint;

/**
 * A named kind of work whose runs are measured. Immutable; equal by kind and name.
 */
public final class Operation {

	/** The name of what did not fit under the cap; it still counts. */
	public static final String OTHER = "(other)";

	private final OperationKind kind;

	private final String name;

	private final String id;

	private final int hash;

	/**
	 * Creates an operation.
	 * @param kind what sort of work
	 * @param name its name; of an HTTP request method and route template, never the raw
	 * path
	 */
	public Operation(OperationKind kind, String name) {
		this.kind = Objects.requireNonNull(kind, "kind");
		this.name = Objects.requireNonNull(name, "name");
		this.id = Fingerprint.id(kind.name(), name);
		this.hash = 31 * kind.ordinal() + name.hashCode();
	}

	/**
	 * Returns the kind.
	 * @return what sort of work
	 */
	public OperationKind kind() {
		return this.kind;
	}

	/**
	 * Returns the name.
	 * @return such as {@code GET /owners/{ownerId}}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the id.
	 * @return 12 hexadecimal characters, the same after every restart
	 */
	public String id() {
		return this.id;
	}

	@Override
	public boolean equals(Object other) {
		return this == other
				|| (other instanceof Operation that && this.kind == that.kind && this.name.equals(that.name));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
