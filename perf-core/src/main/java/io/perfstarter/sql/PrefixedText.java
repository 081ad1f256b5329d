package io.perfstarter.sql;

/**
 * Recognises literals that begin with a word: {@code N'…'}, {@code E'…'},
 * {@code _utf8'…'}, {@code U&'…'}, {@code q'[…]'}, {@code DATE '…'}.
 */
final class PrefixedText {

	/** The word is only a word. */
	static final int NONE = -2;

	private PrefixedText() {
	}

	/**
	 * The end of the literal, {@link QuotedText#UNTERMINATED} or {@link #NONE}.
	 * @param wordEnd the end of the word that begins at {@code start}
	 */
	static int end(String sql, int start, int wordEnd, int limit, SqlDialect dialect) {
		char next = at(sql, wordEnd, limit);
		boolean backslash = dialect.backslashEscapes();
		if (next == '\'' && isPrefix(sql, start, wordEnd)) {
			boolean alternative = SqlChars.matches(sql, start, wordEnd, "Q")
					|| SqlChars.matches(sql, start, wordEnd, "NQ");
			if (alternative && dialect.alternativeQuotes() && QuotedText.isAlternative(sql, wordEnd, limit)) {
				return QuotedText.alternativeEnd(sql, wordEnd, limit);
			}
			// Only databases with backslash escapes have E'…', whatever the URL says
			backslash |= SqlChars.matches(sql, start, wordEnd, "E");
			return QuotedText.end(sql, wordEnd, limit, '\'', backslash);
		}
		if (next == '&' && at(sql, wordEnd + 1, limit) == '\'' && SqlChars.matches(sql, start, wordEnd, "U")) {
			return QuotedText.end(sql, wordEnd + 1, limit, '\'', false);
		}
		if (isTemporal(sql, start, wordEnd)) {
			int quote = QuotedText.skipSpaces(sql, wordEnd, limit);
			if (at(sql, quote, limit) == '\'') {
				return QuotedText.end(sql, quote, limit, '\'', backslash);
			}
		}
		return NONE;
	}

	private static boolean isPrefix(String sql, int start, int end) {
		char first = sql.charAt(start);
		return first == '_' || (end - start == 1 && "nNeEbBxXqQ".indexOf(first) >= 0)
				|| SqlChars.matches(sql, start, end, "NQ");
	}

	private static boolean isTemporal(String sql, int start, int end) {
		return SqlChars.matches(sql, start, end, "DATE") || SqlChars.matches(sql, start, end, "TIME")
				|| SqlChars.matches(sql, start, end, "TIMESTAMP");
	}

	private static char at(String sql, int index, int limit) {
		return (index < limit) ? sql.charAt(index) : ' ';
	}

}
