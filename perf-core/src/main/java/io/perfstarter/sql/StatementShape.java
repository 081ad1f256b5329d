package io.perfstarter.sql;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what a statement does and to which table, from its tokens. Stops looking as
 * soon as it knows. Not thread-safe.
 */
final class StatementShape {

	private final SqlLexer lexer;

	private int depth;

	private @Nullable Verb verb;

	private @Nullable TableFinder finder;

	private @Nullable CommonTables commonTables;

	private boolean done;

	StatementShape(SqlLexer lexer) {
		this.lexer = lexer;
	}

	/** Take the token that the lexer stands at. */
	void accept() {
		if (this.done) {
			return;
		}
		this.depth += depthChange(this.lexer);
		if (this.finder != null) {
			this.done = this.finder.accept(this.depth);
		}
		else if (this.commonTables == null || this.commonTables.accept(this.depth)) {
			start();
		}
	}

	static int depthChange(SqlLexer lexer) {
		return switch (lexer.kind()) {
			case OPEN -> 1;
			case CLOSE -> -1;
			default -> 0;
		};
	}

	/** Before the verb may stand parentheses, and <code>{? =</code> of a JDBC call. */
	private void start() {
		if (this.lexer.kind() == SqlLexer.Kind.QUOTED || this.lexer.kind() == SqlLexer.Kind.LITERAL) {
			this.done = true;
			return;
		}
		if (this.lexer.kind() != SqlLexer.Kind.WORD) {
			return;
		}
		if (this.commonTables == null && this.lexer.is("WITH")) {
			this.commonTables = new CommonTables(this.lexer, this.depth);
			return;
		}
		this.verb = verbOf(this.lexer);
		if (this.verb == Verb.OTHER) {
			this.done = true;
			return;
		}
		this.finder = new TableFinder(this.lexer, this.verb, this.depth);
	}

	static Verb verbOf(SqlLexer lexer) {
		return switch (lexer.upperCase()) {
			case "SELECT" -> Verb.SELECT;
			case "INSERT", "REPLACE" -> Verb.INSERT;
			case "UPDATE" -> Verb.UPDATE;
			case "DELETE" -> Verb.DELETE;
			case "MERGE" -> Verb.MERGE;
			case "CALL", "EXEC", "EXECUTE" -> Verb.CALL;
			case "CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE" -> Verb.DDL;
			default -> Verb.OTHER;
		};
	}

	Verb verb() {
		return (this.verb != null) ? this.verb : Verb.OTHER;
	}

	@Nullable String table() {
		String table = (this.finder != null) ? this.finder.table() : null;
		return (table != null && this.commonTables != null) ? this.commonTables.resolve(table) : table;
	}

}
