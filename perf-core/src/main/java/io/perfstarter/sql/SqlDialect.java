package io.perfstarter.sql;

import java.util.Locale;
import java.util.Set;

/**
 * The lexical family that a database belongs to: how it writes strings, identifiers,
 * comments and parameters. Grammar differences play no part.
 */
public enum SqlDialect {

	/**
	 * ISO SQL and what its followers add without contradicting each other: H2, Oracle,
	 * Derby, HSQLDB, DB2, SQLite. Knows dollar quotes (H2) and {@code q'[…]'} (Oracle).
	 */
	STANDARD,

	/**
	 * MySQL and MariaDB: backslash escapes, {@code "…"} is a string (as without
	 * {@code ANSI_QUOTES}), backticks, {@code #} comments.
	 */
	MYSQL,

	/**
	 * PostgreSQL and its relatives: {@code E'…'}, dollar quotes, nested comments, casts,
	 * question mark operators.
	 */
	POSTGRESQL,

	/**
	 * Microsoft SQL Server: {@code [identifiers]}, {@code @parameters}, {@code #tables}.
	 */
	SQLSERVER;

	/** Drivers that stand in front of another one and name it in the next part. */
	private static final Set<String> WRAPPERS = Set.of("tc", "p6spy", "log4jdbc", "aws-wrapper", "otel", "tracing",
			"jtds", "microsoft", "datadog");

	private static final Set<String> MYSQL_FAMILY = Set.of("mysql", "mysql+srv", "mariadb", "aurora", "singlestore",
			"memsql", "tidb", "hive2", "hive", "spark", "databricks", "bigquery", "impala");

	private static final Set<String> POSTGRESQL_FAMILY = Set.of("postgresql", "pgsql", "postgis", "pgvector",
			"timescaledb", "redshift", "yugabytedb", "cockroachdb", "cockroach", "edb", "opengauss");

	private static final Set<String> SQLSERVER_FAMILY = Set.of("sqlserver", "mssqlserver", "mssql", "sybase");

	/**
	 * Return the dialect of the database behind a JDBC URL.
	 * @param jdbcUrl the URL, possibly that of a wrapping driver
	 * @return the dialect, {@link #STANDARD} when nothing is known
	 */
	public static SqlDialect ofUrl(String jdbcUrl) {
		String[] parts = jdbcUrl.split(":", 5);
		// Only the first parts count: jdbc:h2:mem:mysql is an H2 database
		for (int i = 1; i < parts.length; i++) {
			String part = parts[i].toLowerCase(Locale.ROOT);
			if (MYSQL_FAMILY.contains(part)) {
				return MYSQL;
			}
			if (POSTGRESQL_FAMILY.contains(part)) {
				return POSTGRESQL;
			}
			if (SQLSERVER_FAMILY.contains(part)) {
				return SQLSERVER;
			}
			if (!WRAPPERS.contains(part)) {
				return STANDARD;
			}
		}
		return STANDARD;
	}

	boolean backslashEscapes() {
		return this == MYSQL;
	}

	boolean nestedComments() {
		return this == POSTGRESQL || this == SQLSERVER;
	}

	boolean dollarQuotes() {
		return this == STANDARD || this == POSTGRESQL;
	}

	boolean alternativeQuotes() {
		return this == STANDARD;
	}

	boolean isWordPart(char ch) {
		return SqlChars.isWord(ch) || (ch == '#' && (this == STANDARD || this == SQLSERVER))
				|| (ch == '@' && this == SQLSERVER);
	}

	boolean backtickIdentifiers() {
		return this != POSTGRESQL;
	}

}
