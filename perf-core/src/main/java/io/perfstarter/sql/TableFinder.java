package io.perfstarter.sql;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds the main table of one statement or subquery, from the tokens after its verb. Not
 * thread-safe.
 */
final class TableFinder {

	private static final int MAX_NAME = 100;

	/** Words that may stand between the verb and the name. */
	private static final Set<String> BEFORE_NAME = Set.of("INTO", "ONLY", "LATERAL", "IGNORE", "LOW_PRIORITY",
			"HIGH_PRIORITY", "DELAYED", "QUICK", "OVERWRITE", "IF", "NOT", "EXISTS", "CONCURRENTLY", "BODY");

	private static final Set<String> BEFORE_INSERTED = Set.of("OR", "REPLACE", "ROLLBACK", "ABORT", "FAIL", "ALL",
			"FIRST", "TABLE");

	private static final Set<String> NO_NAME = Set.of("ON", "WHERE", "SET", "IMMEDIATE", "USING", "DEFAULT", "AS");

	private static final Set<String> CLAUSES = Set.of("WHERE", "GROUP", "ORDER", "HAVING", "UNION", "EXCEPT",
			"INTERSECT", "LIMIT", "OFFSET", "FETCH", "FOR", "WINDOW");

	private static final Set<String> OBJECTS = Set.of("TABLE", "VIEW", "INDEX", "SEQUENCE", "PROCEDURE", "FUNCTION",
			"TRIGGER", "SCHEMA", "DATABASE", "TYPE", "SYNONYM", "ROLE", "USER", "EXTENSION", "DOMAIN", "PACKAGE",
			"TABLESPACE", "POLICY", "ALIAS");

	private static final Set<String> GRANTED_OBJECTS = Set.of("TABLE", "SEQUENCE", "SCHEMA", "DATABASE", "FUNCTION",
			"PROCEDURE");

	private enum State {

		/** Looking for {@code FROM}. */
		FROM,

		/** Looking for the word that says what kind of object follows. */
		OBJECT,

		/** Looking for {@code ON} of a grant. */
		GRANTED,

		/** The name comes next. */
		NAME,

		/** In the parentheses of {@code TOP (5)}. */
		TOP,

		/** Behind a part of the name. */
		NAME_PART,

		/** Behind a source without a name; a join may bring one. */
		JOIN,

		DONE

	}

	private final SqlLexer lexer;

	private final Verb verb;

	private State state;

	/** The depth that counts: of the statement, or of the subquery it selects from. */
	private int level;

	private boolean afterDistinct;

	private boolean dotted = true;

	private boolean first = true;

	private @Nullable String table;

	TableFinder(SqlLexer lexer, Verb verb, int level) {
		this.lexer = lexer;
		this.verb = verb;
		this.level = level;
		this.state = switch (verb) {
			case SELECT, DELETE -> State.FROM;
			case DDL -> ddl(lexer);
			case OTHER -> State.DONE;
			default -> State.NAME;
		};
	}

	private static State ddl(SqlLexer lexer) {
		if (lexer.is("TRUNCATE")) {
			return State.NAME;
		}
		return (lexer.is("GRANT") || lexer.is("REVOKE")) ? State.GRANTED : State.OBJECT;
	}

	@Nullable String table() {
		return this.table;
	}

	/**
	 * Take a token.
	 * @param depth the token's depth
	 * @return whether nothing more is to be found
	 */
	boolean accept(int depth) {
		switch (this.state) {
			case FROM -> from(depth);
			case OBJECT -> object();
			case GRANTED -> this.state = this.lexer.is("ON") ? State.NAME : this.state;
			case NAME -> name(depth);
			case TOP -> this.state = (depth == this.level) ? State.NAME : State.TOP;
			case NAME_PART -> namePart(depth);
			case JOIN -> join(depth);
			default -> {
			}
		}
		this.first = false;
		return this.state == State.DONE;
	}

	private void from(int depth) {
		if (depth < this.level) {
			nameless(depth);
		}
		else if (depth == this.level) {
			// "is distinct from" compares
			if (!this.afterDistinct && this.lexer.is("FROM")) {
				this.state = State.NAME;
				this.table = null;
			}
			else if (this.first && this.verb == Verb.DELETE && isName()) {
				// "delete t where …" has no other place for its table
				this.table = nameAt(this.lexer);
			}
			this.afterDistinct = this.lexer.is("DISTINCT");
		}
	}

	private void object() {
		if (this.lexer.kind() == SqlLexer.Kind.WORD) {
			if (OBJECTS.contains(this.lexer.upperCase())) {
				this.state = State.NAME;
			}
		}
		else {
			this.state = State.DONE;
		}
	}

	private void name(int depth) {
		switch (this.lexer.kind()) {
			case WORD -> nameWord(depth);
			case QUOTED -> startName();
			case OPEN -> {
				boolean source = this.verb != Verb.CALL && this.verb != Verb.DDL;
				this.level = depth;
				this.state = source ? State.NAME : State.DONE;
			}
			case PARAMETER -> this.state = (this.verb == Verb.CALL) ? State.NAME : State.DONE;
			case SYMBOL ->
				this.state = (this.lexer.isSymbol('=') || this.lexer.isSymbol('{')) ? State.NAME : State.DONE;
			default -> this.state = State.DONE;
		}
	}

	private void nameWord(int depth) {
		String word = this.lexer.upperCase();
		switch (word) {
			case "SELECT", "WITH" -> this.state = State.FROM;
			case "VALUES" -> nameless(depth - 1);
			case "TOP" -> this.state = State.TOP;
			default -> {
				if (NO_NAME.contains(word)) {
					this.state = State.DONE;
				}
				else if (!isSkipped(word)) {
					startName();
				}
			}
		}
	}

	private boolean isSkipped(String word) {
		if (BEFORE_NAME.contains(word)) {
			return true;
		}
		return switch (this.verb) {
			case INSERT -> BEFORE_INSERTED.contains(word);
			case DDL -> GRANTED_OBJECTS.contains(word);
			default -> false;
		};
	}

	private void startName() {
		this.table = nameAt(this.lexer);
		this.dotted = false;
		this.state = State.NAME_PART;
	}

	private void namePart(int depth) {
		if (this.lexer.isSymbol('.')) {
			this.dotted = true;
		}
		else if (this.dotted && isName()) {
			startName();
		}
		else if (this.lexer.kind() == SqlLexer.Kind.OPEN && (this.verb == Verb.SELECT || this.verb == Verb.DELETE)) {
			// A function is no table
			nameless(depth - 1);
		}
		else {
			this.state = State.DONE;
		}
	}

	private void nameless(int depth) {
		this.table = null;
		this.level = depth;
		this.state = State.JOIN;
	}

	private void join(int depth) {
		this.level = Math.min(this.level, depth);
		if (depth > this.level) {
			return;
		}
		if (this.lexer.kind() == SqlLexer.Kind.COMMA || this.lexer.is("JOIN") || this.lexer.is("APPLY")) {
			this.state = State.NAME;
		}
		else if (this.lexer.kind() == SqlLexer.Kind.WORD && CLAUSES.contains(this.lexer.upperCase())) {
			this.state = State.DONE;
		}
	}

	private boolean isName() {
		return this.lexer.kind() == SqlLexer.Kind.WORD || this.lexer.kind() == SqlLexer.Kind.QUOTED;
	}

	/** The name at the lexer's token: unquoted, in lower case, of limited length. */
	static @Nullable String nameAt(SqlLexer lexer) {
		String sql = lexer.sql();
		String name = sql.substring(lexer.start(), lexer.end());
		if (lexer.kind() == SqlLexer.Kind.QUOTED) {
			String close = name.substring(name.length() - 1);
			name = name.substring(1, name.length() - 1).replace(close + close, close);
		}
		name = name.toLowerCase(Locale.ROOT);
		if (name.length() > MAX_NAME) {
			name = name.substring(0, SqlChars.beforePair(name, MAX_NAME));
		}
		return name.isEmpty() ? null : name;
	}

}
