package io.perfstarter.sql;

/**
 * What a statement does, judged by its leading keyword.
 */
public enum Verb {

	/** A query, also one that starts with {@code WITH}. */
	SELECT,

	/** {@code INSERT}, and {@code REPLACE} as MySQL and SQLite have it. */
	INSERT,

	/** {@code UPDATE}. */
	UPDATE,

	/** {@code DELETE}. */
	DELETE,

	/** {@code MERGE}. */
	MERGE,

	/** {@code CALL}, {@code EXEC}, {@code EXECUTE} and the JDBC call escape. */
	CALL,

	/**
	 * {@code CREATE}, {@code ALTER}, {@code DROP}, {@code TRUNCATE}, {@code COMMENT},
	 * {@code GRANT} and {@code REVOKE}.
	 */
	DDL,

	/** Everything else, also what is not SQL at all. */
	OTHER;

	/**
	 * Whether it changes rows.
	 * @return whether it is an insert, update, delete or merge
	 */
	public boolean isWrite() {
		return this == INSERT || this == UPDATE || this == DELETE || this == MERGE;
	}

}
