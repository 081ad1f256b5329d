package io.perfstarter.trace;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Why an object-relational mapper ran a query that the application did not ask for
 * itself. Immutable; there is one instance for each association.
 */
public final class LoadCause {

	private final Kind kind;

	private final String name;

	private final String entity;

	private final boolean batched;

	/**
	 * Creates a cause.
	 * @param kind what was loaded
	 * @param name the association, such as {@code Order.lines}; of a proxy whose
	 * association is not known the entity alone, such as {@code Customer}
	 * @param entity the entity that was loaded, such as {@code OrderLine}; empty for
	 * elements that are none
	 * @param batched whether the mapping asks for several at a time, so that repeats are
	 * batches and not single loads
	 */
	public LoadCause(Kind kind, String name, String entity, boolean batched) {
		this.kind = Objects.requireNonNull(kind, "kind");
		this.name = Objects.requireNonNull(name, "name");
		this.entity = Objects.requireNonNull(entity, "entity");
		this.batched = batched;
	}

	/**
	 * Returns the kind.
	 * @return what was loaded
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Returns the association.
	 * @return such as {@code Order.lines}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the entity.
	 * @return the simple name of the entity that was loaded; empty for elements that are
	 * none
	 */
	public String entity() {
		return this.entity;
	}

	/**
	 * Whether several are loaded at a time.
	 * @return whether the mapping has a batch size or a subselect
	 */
	public boolean isBatched() {
		return this.batched;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof LoadCause that && this.kind == that.kind
				&& this.name.equals(that.name) && this.batched == that.batched);
	}

	@Override
	public int hashCode() {
		return 31 * this.kind.hashCode() + this.name.hashCode();
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** What was loaded. */
	public enum Kind {

		/** A collection that was initialised because the application looked into it. */
		LAZY_COLLECTION,

		/** An entity behind a lazy reference that the application looked into. */
		LAZY_ENTITY,

		/** A collection that is mapped as eager and was not part of the query. */
		EAGER_COLLECTION,

		/** An entity behind an eager reference that was not part of the query. */
		EAGER_ENTITY;

		/**
		 * Whether nobody looked into it.
		 * @return whether it was loaded because the mapping says so
		 */
		public boolean isEager() {
			return this == EAGER_COLLECTION || this == EAGER_ENTITY;
		}

	}

}
