package io.perfstarter.sql;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The common table expressions of a {@code WITH} clause, and the first real table within
 * each. Not thread-safe.
 */
final class CommonTables {

	private final SqlLexer lexer;

	/** The depth of the clause itself; names stand there, bodies are deeper. */
	private final int level;

	private final Map<String, String> tables = new HashMap<>();

	private @Nullable String name;

	private boolean nameExpected = true;

	private boolean bodyExpected;

	private boolean inBody;

	private @Nullable TableFinder body;

	CommonTables(SqlLexer lexer, int level) {
		this.lexer = lexer;
		this.level = level;
	}

	/**
	 * Take a token.
	 * @param depth the token's depth
	 * @return whether the token is the verb of the statement
	 */
	boolean accept(int depth) {
		if (this.inBody) {
			inBody(depth);
			return false;
		}
		switch (this.lexer.kind()) {
			case WORD -> {
				return depth == this.level && word();
			}
			case QUOTED -> name(depth);
			case COMMA -> this.nameExpected |= depth == this.level;
			case OPEN -> {
				this.inBody = this.bodyExpected && depth == this.level + 1;
				this.bodyExpected = false;
			}
			default -> {
			}
		}
		return false;
	}

	private boolean word() {
		if (this.nameExpected) {
			if (!this.lexer.is("RECURSIVE")) {
				name(this.level);
			}
			return false;
		}
		if (this.lexer.is("AS") || this.lexer.is("MATERIALIZED")) {
			this.bodyExpected = true;
			return false;
		}
		return StatementShape.verbOf(this.lexer) != Verb.OTHER || this.lexer.is("VALUES") || this.lexer.is("TABLE");
	}

	private void name(int depth) {
		if (this.nameExpected && depth == this.level) {
			this.name = TableFinder.nameAt(this.lexer);
			this.nameExpected = false;
		}
	}

	private void inBody(int depth) {
		if (depth <= this.level) {
			String table = (this.body != null) ? this.body.table() : null;
			if (this.name != null && table != null) {
				this.tables.putIfAbsent(this.name, resolve(table));
			}
			this.body = null;
			this.inBody = false;
		}
		else if (this.body != null) {
			this.body.accept(depth);
		}
		else if (this.lexer.kind() == SqlLexer.Kind.WORD) {
			this.body = new TableFinder(this.lexer, StatementShape.verbOf(this.lexer), depth);
		}
	}

	/** The real table behind a name, the name itself when it is none of these. */
	String resolve(String table) {
		return this.tables.getOrDefault(table, table);
	}

}
