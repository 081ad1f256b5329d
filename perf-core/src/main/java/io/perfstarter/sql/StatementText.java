package io.perfstarter.sql;

import org.jspecify.annotations.Nullable;

/**
 * Writes the normalised text, token by token. Not thread-safe.
 */
final class StatementText {

	private final SqlLexer lexer;

	private final StringBuilder out;

	private @Nullable ListFold fold;

	private boolean afterPlaceholder;

	StatementText(SqlLexer lexer, int capacity) {
		this.lexer = lexer;
		this.out = new StringBuilder(capacity);
	}

	/** Write the token that the lexer stands at. */
	void append() {
		SqlLexer.Kind kind = this.lexer.kind();
		if (kind == SqlLexer.Kind.SEMICOLON && isEmptyStatement()) {
			return;
		}
		boolean placeholder = kind == SqlLexer.Kind.PARAMETER || kind == SqlLexer.Kind.LITERAL;
		char first = placeholder ? '?' : this.lexer.sql().charAt(this.lexer.start());
		if (needsSpace(first, placeholder)) {
			this.out.append(' ');
		}
		int at = this.out.length();
		if (placeholder) {
			this.out.append('?');
		}
		else if (this.lexer.end() == this.lexer.start() + 1) {
			this.out.append(first);
		}
		else {
			this.out.append(this.lexer.sql(), this.lexer.start(), this.lexer.end());
		}
		this.afterPlaceholder = placeholder;
		if (this.fold != null) {
			this.fold = advance(this.fold, at);
		}
		if (kind == SqlLexer.Kind.WORD) {
			this.fold = startFold(at);
		}
	}

	private boolean isEmptyStatement() {
		return this.out.isEmpty() || this.out.charAt(this.out.length() - 1) == ';';
	}

	private boolean needsSpace(char first, boolean placeholder) {
		if (this.out.isEmpty()) {
			return false;
		}
		char last = this.out.charAt(this.out.length() - 1);
		if (last == '-' && first == '-') {
			// Two signs in MySQL's a--b, but a comment to every other reader
			return true;
		}
		if (!this.lexer.isCommented()) {
			// A placeholder is shorter than what it stands for and must not become part
			// of a word
			return this.lexer.isSpaced()
					|| ((placeholder || this.afterPlaceholder) && SqlChars.sticks(last) && SqlChars.sticks(first));
		}
		if (last == '(' || first == ')' || first == ',' || first == ';') {
			return false;
		}
		return this.lexer.isSpaced() || wouldMelt(last, first);
	}

	/**
	 * Whether two characters that only a comment kept apart would read differently side
	 * by side.
	 */
	private static boolean wouldMelt(char last, char first) {
		if (isPunctuation(last) || isPunctuation(first)) {
			return false;
		}
		boolean sticksAfter = SqlChars.sticks(last);
		return (sticksAfter == SqlChars.sticks(first)) || last == ':' || (last == '.' && SqlChars.isDigit(first));
	}

	private static boolean isPunctuation(char ch) {
		return ch == '(' || ch == ')' || ch == ',' || ch == ';';
	}

	private @Nullable ListFold advance(ListFold innermost, int at) {
		ListFold current = innermost;
		while (true) {
			ListFold.Step step = current.accept(this.lexer, this.out, at);
			if (step == ListFold.Step.INSIDE) {
				return current;
			}
			if (step == ListFold.Step.CLOSED || current.parent == null) {
				return current.parent;
			}
			current = current.parent;
		}
	}

	private @Nullable ListFold startFold(int at) {
		int length = this.lexer.end() - this.lexer.start();
		boolean column = at > 0 && this.out.charAt(at - 1) == '.';
		if (length == 2 && !column && this.lexer.is("IN")) {
			return new InListFold(this.fold, this.out.length());
		}
		if (length == 6 && !column && this.lexer.is("VALUES")) {
			return new ValuesFold(this.fold);
		}
		return this.fold;
	}

	/** Return the whole text. */
	String finish(SqlDialect dialect) {
		if (this.lexer.isCut()) {
			for (ListFold open = this.fold; open != null; open = open.parent) {
				open.cut(this.out);
			}
		}
		trimEnd();
		if (this.lexer.isCut() || this.out.length() > SqlNormalizer.MAX_TEXT) {
			shorten(dialect);
			trimEnd();
			this.out.append(SqlChars.ELLIPSIS);
		}
		return this.lexer.sql().contentEquals(this.out) ? this.lexer.sql() : this.out.toString();
	}

	private void trimEnd() {
		int length = this.out.length();
		while (length > 0 && (this.out.charAt(length - 1) == ';' || this.out.charAt(length - 1) == ' ')) {
			length--;
		}
		this.out.setLength(length);
	}

	/** Leave room for the ellipsis, and cut between tokens or within a plain word. */
	private void shorten(SqlDialect dialect) {
		int room = SqlNormalizer.MAX_TEXT - 1;
		if (this.out.length() <= room) {
			return;
		}
		SqlLexer written = new SqlLexer(this.out.toString(), dialect, Integer.MAX_VALUE);
		while (written.next() != SqlLexer.Kind.END && written.end() <= room) {
			continue;
		}
		boolean word = written.kind() == SqlLexer.Kind.WORD && written.start() < room;
		this.out.setLength(word ? SqlChars.beforePair(this.out, room) : Math.min(written.start(), room));
	}

}
