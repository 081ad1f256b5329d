package io.perfstarter.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Cuts SQL text into tokens, one at a time and in place: the current token is read from
 * the lexer itself, nothing is allocated per token. Values are recognised here, with
 * their prefixes and signs, so that no later stage ever sees the inside of one. Accepts
 * any text; not thread-safe.
 */
final class SqlLexer {

	enum Kind {

		WORD, QUOTED, PARAMETER, LITERAL, OPEN, CLOSE, COMMA, SEMICOLON, CAST, SYMBOL, END

	}

	/** Words after which a sign belongs to the number that follows. */
	private static final Set<String> SIGN_FOLLOWS = Set.of("RETURN", "THEN", "ELSE", "WHEN", "CASE", "LIMIT", "OFFSET",
			"BETWEEN", "AND", "OR", "NOT", "XOR", "IN", "LIKE", "ILIKE", "IS", "SELECT", "DISTINCT", "ALL", "ANY",
			"SOME", "WHERE", "HAVING", "ON", "BY", "VALUES", "VALUE", "SET", "DEFAULT", "TOP", "FETCH", "FIRST", "NEXT",
			"FROM", "FOR", "TO", "INTERVAL", "RETURNING", "USING", "AS", "WITH", "DIV", "MOD", "START", "INCREMENT",
			"MINVALUE", "MAXVALUE", "ESCAPE", "EXEC", "EXECUTE", "CALL");

	private final String sql;

	private final SqlDialect dialect;

	private final int limit;

	private int position;

	private Kind kind = Kind.END;

	private int start;

	private int end;

	private boolean spaced;

	private boolean commented;

	private Kind previousKind = Kind.END;

	private int previousStart;

	private int previousEnd;

	SqlLexer(String sql, SqlDialect dialect, int limit) {
		this.sql = sql;
		this.dialect = dialect;
		this.limit = Math.min(limit, sql.length());
	}

	Kind kind() {
		return this.kind;
	}

	int start() {
		return this.start;
	}

	int end() {
		return this.end;
	}

	/** The raw text; only the token's own part of it is to be looked at. */
	String sql() {
		return this.sql;
	}

	/** Whether whitespace stood before the token. */
	boolean isSpaced() {
		return this.spaced;
	}

	/** Whether a comment stood before the token. */
	boolean isCommented() {
		return this.commented;
	}

	/** Whether the text goes on behind the limit. */
	boolean isCut() {
		return this.limit < this.sql.length();
	}

	boolean is(String upperCaseWord) {
		return this.kind == Kind.WORD && SqlChars.matches(this.sql, this.start, this.end, upperCaseWord);
	}

	boolean isSymbol(char ch) {
		return this.kind == Kind.SYMBOL && this.end == this.start + 1 && this.sql.charAt(this.start) == ch;
	}

	String upperCase() {
		return this.sql.substring(this.start, this.end).toUpperCase(Locale.ROOT);
	}

	Kind next() {
		this.previousKind = this.kind;
		this.previousStart = this.start;
		this.previousEnd = this.end;
		skipGap();
		this.start = this.position;
		if (this.position >= this.limit) {
			this.end = this.position;
			this.kind = Kind.END;
			return this.kind;
		}
		this.kind = scan(this.sql.charAt(this.position));
		this.position = this.end;
		if (this.end == this.limit && isCut() && (this.kind == Kind.WORD || this.kind == Kind.QUOTED)) {
			// Half a name is worse than none: it would tell apart what is equal
			this.kind = Kind.END;
		}
		return this.kind;
	}

	private void skipGap() {
		this.spaced = false;
		this.commented = false;
		while (this.position < this.limit) {
			char ch = this.sql.charAt(this.position);
			if (SqlChars.isSpace(ch)) {
				this.spaced = true;
				this.position++;
			}
			else if ((ch == '-' || ch == '#') && isLineComment(ch)) {
				this.commented = true;
				this.position = QuotedText.lineCommentEnd(this.sql, this.position, this.limit);
			}
			else if (ch == '/' && peek(1) == '*') {
				this.commented = true;
				this.position = QuotedText.blockCommentEnd(this.sql, this.position, this.limit,
						this.dialect.nestedComments());
			}
			else {
				return;
			}
		}
	}

	private boolean isLineComment(char ch) {
		if (this.dialect != SqlDialect.MYSQL) {
			return ch == '-' && peek(1) == '-';
		}
		// MySQL reads 5--3 as a subtraction
		return ch == '#' || (peek(1) == '-' && SqlChars.isSpace(peek(2)));
	}

	private Kind scan(char ch) {
		if (SqlChars.isWordStart(ch)) {
			return word();
		}
		if (SqlChars.isDigit(ch)) {
			return number();
		}
		return switch (ch) {
			case '(' -> token(Kind.OPEN, 1);
			case ')' -> token(Kind.CLOSE, 1);
			case ',' -> token(Kind.COMMA, 1);
			case ';' -> token(Kind.SEMICOLON, 1);
			case '\'' -> literal(this.position, this.dialect.backslashEscapes());
			case '"' -> (this.dialect == SqlDialect.MYSQL) ? doubleQuotedString() : quoted('"');
			case '`' -> this.dialect.backtickIdentifiers() ? quoted('`') : token(Kind.SYMBOL, 1);
			case '[' -> (this.dialect == SqlDialect.SQLSERVER) ? quoted(']') : token(Kind.SYMBOL, 1);
			case '?' -> question();
			case ':' -> colon();
			case '$' -> dollar();
			case '@', '#' -> sigil(ch);
			case '.' -> (SqlChars.isDigit(peek(1)) && !isGlued()) ? number() : token(Kind.SYMBOL, 1);
			case '-', '+' -> sign();
			case '{' -> brace();
			default -> token(Kind.SYMBOL, 1);
		};
	}

	private Kind word() {
		int stop = wordEnd(this.position + 1);
		char ch = peekAt(stop);
		if (ch == '\'' || ch == '&' || SqlChars.isSpace(ch)) {
			int literal = PrefixedText.end(this.sql, this.position, stop, this.limit, this.dialect);
			if (literal != PrefixedText.NONE) {
				return terminated(Kind.LITERAL, literal);
			}
		}
		return tokenTo(Kind.WORD, stop);
	}

	private int wordEnd(int from) {
		int i = from;
		while (i < this.limit && this.dialect.isWordPart(this.sql.charAt(i))) {
			i++;
		}
		return i;
	}

	private Kind number() {
		int stop = SqlNumbers.end(this.sql, this.position, this.limit);
		return isName(this.position, stop) ? tokenTo(Kind.WORD, wordEnd(stop)) : tokenTo(Kind.LITERAL, stop);
	}

	/** Whether digits are the start of a name, as they may be in MySQL. */
	private boolean isName(int digits, int stop) {
		return this.dialect == SqlDialect.MYSQL && SqlNumbers.isPlain(this.sql, digits, stop)
				&& SqlChars.isWord(peekAt(stop));
	}

	private Kind sign() {
		int digits = QuotedText.skipSpaces(this.sql, this.position + 1, this.limit);
		char ch = peekAt(digits);
		if (SqlChars.isDigit(ch) || (ch == '.' && SqlChars.isDigit(peekAt(digits + 1)))) {
			int stop = SqlNumbers.end(this.sql, digits, this.limit);
			if (!isName(digits, stop) && isSignExpected()) {
				return tokenTo(Kind.LITERAL, stop);
			}
		}
		return token(Kind.SYMBOL, 1);
	}

	private Kind question() {
		if (this.dialect == SqlDialect.POSTGRESQL) {
			char ch = peek(1);
			if (ch == '?' || ch == '&' || (ch == '|' && peek(2) != '|')) {
				return token(Kind.SYMBOL, 2);
			}
		}
		return digitsFrom(this.position + 1);
	}

	private Kind colon() {
		char ch = peek(1);
		if (ch == ':') {
			return token(Kind.CAST, 2);
		}
		if (isGlued()) {
			return token(Kind.SYMBOL, 1);
		}
		if (SqlChars.isDigit(ch)) {
			return digitsFrom(this.position + 1);
		}
		return SqlChars.isWordStart(ch) ? tokenTo(Kind.PARAMETER, wordEnd(this.position + 1)) : token(Kind.SYMBOL, 1);
	}

	private Kind dollar() {
		if (SqlChars.isDigit(peek(1))) {
			return digitsFrom(this.position + 1);
		}
		if (this.dialect.dollarQuotes()) {
			int tag = QuotedText.dollarTagLength(this.sql, this.position, this.limit);
			if (tag > 0) {
				return terminated(Kind.LITERAL, QuotedText.dollarEnd(this.sql, this.position, tag, this.limit));
			}
		}
		return SqlChars.isWordStart(peek(1)) ? tokenTo(Kind.WORD, wordEnd(this.position + 1)) : token(Kind.SYMBOL, 1);
	}

	private Kind sigil(char ch) {
		if (this.dialect != SqlDialect.SQLSERVER || !this.dialect.isWordPart(peek(1))) {
			return token(Kind.SYMBOL, 1);
		}
		boolean parameter = ch == '@' && peek(1) != '@';
		return tokenTo(parameter ? Kind.PARAMETER : Kind.WORD, wordEnd(this.position + 1));
	}

	private Kind brace() {
		int stop = QuotedText.temporalEscapeEnd(this.sql, this.position, this.limit, this.dialect.backslashEscapes());
		return (stop != QuotedText.UNTERMINATED) ? tokenTo(Kind.LITERAL, stop) : token(Kind.SYMBOL, 1);
	}

	private Kind quoted(char close) {
		return terminated(Kind.QUOTED, QuotedText.end(this.sql, this.position, this.limit, close, false));
	}

	private Kind doubleQuotedString() {
		return terminated(Kind.LITERAL, QuotedText.end(this.sql, this.position, this.limit, '"', true));
	}

	private Kind literal(int quote, boolean backslash) {
		return terminated(Kind.LITERAL, QuotedText.end(this.sql, quote, this.limit, '\'', backslash));
	}

	private Kind terminated(Kind whole, int stop) {
		// What never ends may be anything, so nothing of it is shown
		return (stop == QuotedText.UNTERMINATED) ? tokenTo(Kind.LITERAL, this.limit) : tokenTo(whole, stop);
	}

	private Kind digitsFrom(int from) {
		int i = from;
		while (i < this.limit && SqlChars.isDigit(this.sql.charAt(i))) {
			i++;
		}
		return tokenTo(Kind.PARAMETER, i);
	}

	private Kind token(Kind token, int length) {
		return tokenTo(token, Math.min(this.position + length, this.limit));
	}

	private Kind tokenTo(Kind token, int stop) {
		this.end = stop;
		return token;
	}

	private boolean isGlued() {
		return !this.spaced && !this.commented && isAfterOperand();
	}

	/** Whether a sign or a colon that comes now would follow a value: {@code x[1:n]}. */
	private boolean isAfterOperand() {
		return switch (this.previousKind) {
			case WORD, QUOTED, PARAMETER, LITERAL, CLOSE -> true;
			case SYMBOL -> this.sql.charAt(this.previousStart) == ']' || this.sql.charAt(this.previousStart) == '}';
			default -> false;
		};
	}

	private boolean isSignExpected() {
		if (this.previousKind == Kind.WORD) {
			String word = this.sql.substring(this.previousStart, this.previousEnd);
			return SIGN_FOLLOWS.contains(word.toUpperCase(Locale.ROOT));
		}
		return !isAfterOperand();
	}

	private char peek(int offset) {
		return peekAt(this.position + offset);
	}

	/** The character at an index, a blank behind the limit. */
	private char peekAt(int index) {
		return (index < this.limit) ? this.sql.charAt(index) : ' ';
	}

}
