package io.perfstarter.trace;

import java.util.Objects;

import io.perfstarter.sql.Fingerprint;
import io.perfstarter.sql.NormalizedSql;
import io.perfstarter.sql.Verb;
import org.jspecify.annotations.Nullable;

/**
 * A normalised SQL text on one data source. Immutable but for a hint; equal by id.
 */
public final class Statement {

	/** The text that stands for all statements that did not fit under the cap. */
	public static final String OTHER = "(other)";

	private final String id;

	private final String dataSource;

	private final String sql;

	private final Verb verb;

	private final @Nullable String table;

	private final int hash;

	/**
	 * The operation that was last found to run this from a known place: saves a look-up.
	 * Written without synchronisation: what is lost or late costs that look-up only.
	 */
	private @Nullable Operation knownIn;

	/** Whether any execution ran it suspiciously often: saves another look-up. */
	private boolean repeated;

	/**
	 * Creates a statement.
	 * @param dataSource the bean name of the data source it runs on
	 * @param sql the normalised text with its verb and table
	 */
	public Statement(String dataSource, NormalizedSql sql) {
		this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
		this.sql = sql.text();
		this.verb = sql.verb();
		this.table = sql.table();
		this.id = Fingerprint.id(dataSource, sql.text());
		this.hash = this.id.hashCode();
	}

	/**
	 * Returns the id.
	 * @return 12 hexadecimal characters, the same after every restart
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the data source.
	 * @return its bean name
	 */
	public String dataSource() {
		return this.dataSource;
	}

	/**
	 * Returns the normalised text.
	 * @return SQL without any literal, at most about 10,000 characters
	 */
	public String sql() {
		return this.sql;
	}

	/**
	 * Returns the verb.
	 * @return what the statement does
	 */
	public Verb verb() {
		return this.verb;
	}

	/**
	 * Returns the main table.
	 * @return its name in lower case without schema, or {@code null} if unknown
	 */
	public @Nullable String table() {
		return this.table;
	}

	boolean isKnownIn(Operation operation) {
		return this.knownIn == operation;
	}

	void knownIn(Operation operation) {
		this.knownIn = operation;
	}

	boolean isRepeated() {
		return this.repeated;
	}

	void repeated() {
		this.repeated = true;
	}

	/** Forgets where it is run, because nobody keeps that any more. */
	public void forget() {
		this.knownIn = null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Statement that && this.id.equals(that.id));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	@Override
	public String toString() {
		return this.sql;
	}

}
