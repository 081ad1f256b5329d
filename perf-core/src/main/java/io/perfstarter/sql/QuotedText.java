package io.perfstarter.sql;

/**
 * Finds where quoted texts and comments end. Every method takes the index of the opening
 * character and a limit, and returns the index behind the end, or {@link #UNTERMINATED}.
 */
final class QuotedText {

	static final int UNTERMINATED = -1;

	private QuotedText() {
	}

	/** The end of a text in which a doubled closing quote stands for itself. */
	static int end(String sql, int open, int limit, char close, boolean backslash) {
		for (int i = open + 1; i < limit; i++) {
			char ch = sql.charAt(i);
			if (ch == close) {
				if (i + 1 >= limit || sql.charAt(i + 1) != close) {
					return i + 1;
				}
				i++;
			}
			else if (backslash && ch == '\\') {
				i++;
			}
		}
		return UNTERMINATED;
	}

	/**
	 * The length of a dollar quote's tag with both dollar signs, zero when there is none.
	 */
	static int dollarTagLength(String sql, int open, int limit) {
		for (int i = open + 1; i < limit; i++) {
			char ch = sql.charAt(i);
			if (ch == '$') {
				return i + 1 - open;
			}
			boolean allowed = (i == open + 1) ? SqlChars.isWordStart(ch) : SqlChars.isWord(ch);
			if (!allowed) {
				return 0;
			}
		}
		return 0;
	}

	static int dollarEnd(String sql, int open, int tagLength, int limit) {
		String tag = sql.substring(open, open + tagLength);
		int close = sql.indexOf(tag, open + tagLength);
		return (close < 0 || close + tagLength > limit) ? UNTERMINATED : close + tagLength;
	}

	/** Whether a quote opens Oracle's alternative form: {@code '[…]'}, {@code '!…!'}. */
	static boolean isAlternative(String sql, int quote, int limit) {
		return quote + 1 < limit && !SqlChars.isSpace(sql.charAt(quote + 1)) && sql.charAt(quote + 1) != '\'';
	}

	static int alternativeEnd(String sql, int quote, int limit) {
		char close = switch (sql.charAt(quote + 1)) {
			case '[' -> ']';
			case '(' -> ')';
			case '{' -> '}';
			case '<' -> '>';
			default -> sql.charAt(quote + 1);
		};
		for (int i = quote + 2; i + 1 < limit; i++) {
			if (sql.charAt(i) == close && sql.charAt(i + 1) == '\'') {
				return i + 2;
			}
		}
		return UNTERMINATED;
	}

	/** The end of a JDBC date, time or timestamp escape such as <code>{d '…'}</code>. */
	static int temporalEscapeEnd(String sql, int open, int limit, boolean backslash) {
		int start = skipSpaces(sql, open + 1, limit);
		int end = start;
		while (end < limit && SqlChars.isWord(sql.charAt(end))) {
			end++;
		}
		boolean temporal = SqlChars.matches(sql, start, end, "D") || SqlChars.matches(sql, start, end, "T")
				|| SqlChars.matches(sql, start, end, "TS");
		int quote = skipSpaces(sql, end, limit);
		if (!temporal || quote >= limit || sql.charAt(quote) != '\'') {
			return UNTERMINATED;
		}
		int close = end(sql, quote, limit, '\'', backslash);
		if (close == UNTERMINATED) {
			return UNTERMINATED;
		}
		close = skipSpaces(sql, close, limit);
		return (close < limit && sql.charAt(close) == '}') ? close + 1 : UNTERMINATED;
	}

	static int lineCommentEnd(String sql, int open, int limit) {
		int i = open;
		while (i < limit && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
			i++;
		}
		return i;
	}

	/** The end of a block comment; one without an end reaches to the limit. */
	static int blockCommentEnd(String sql, int open, int limit, boolean nested) {
		int level = 1;
		int i = open + 2;
		while (i + 1 < limit) {
			char ch = sql.charAt(i);
			if (ch == '*' && sql.charAt(i + 1) == '/') {
				i += 2;
				if (--level == 0) {
					return i;
				}
			}
			else if (nested && ch == '/' && sql.charAt(i + 1) == '*') {
				level++;
				i += 2;
			}
			else {
				i++;
			}
		}
		return limit;
	}

	static int skipSpaces(String sql, int from, int limit) {
		int i = from;
		while (i < limit && SqlChars.isSpace(sql.charAt(i))) {
			i++;
		}
		return i;
	}

}
