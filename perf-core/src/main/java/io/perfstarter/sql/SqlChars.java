package io.perfstarter.sql;

/**
 * Character classes of SQL text. A character of its own kind wherever the dialects agree;
 * anything beyond ASCII that may stand in an identifier counts as a letter.
 */
final class SqlChars {

	/** Ends a text that was cut; no part of a word, so a cut text keeps its meaning. */
	static final char ELLIPSIS = '…';

	private static final boolean[] WORD = new boolean[128];

	static {
		for (char ch = 0; ch < WORD.length; ch++) {
			WORD[ch] = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || isDigit(ch) || ch == '_' || ch == '$';
		}
	}

	private SqlChars() {
	}

	static boolean isDigit(char ch) {
		return ch >= '0' && ch <= '9';
	}

	static boolean isHexDigit(char ch) {
		return isDigit(ch) || (ch >= 'a' && ch <= 'f') || (ch >= 'A' && ch <= 'F');
	}

	static boolean isSpace(char ch) {
		return ch <= ' ' || (ch >= 0x7f && (Character.isWhitespace(ch) || Character.isSpaceChar(ch) || ch == '\uFEFF'));
	}

	/** Letters, digits, underscore and dollar sign. */
	static boolean isWord(char ch) {
		return (ch < 128) ? WORD[ch] : isForeignWord(ch);
	}

	static boolean isWordStart(char ch) {
		return isWord(ch) && !isDigit(ch) && ch != '$';
	}

	private static boolean isForeignWord(char ch) {
		// Half of a surrogate pair is taken as a letter; ignorable characters are not
		// excluded
		return (Character.isUnicodeIdentifierPart(ch) || Character.isSurrogate(ch)) && !isSpace(ch);
	}

	/**
	 * Whether the character would melt into a neighbouring word or placeholder if no
	 * space stood between them.
	 */
	static boolean sticks(char ch) {
		return isWord(ch) || ch == '?' || ch == '"' || ch == '`' || ch == '@' || ch == '#';
	}

	/** Move an index back by one when it would split a surrogate pair. */
	static int beforePair(CharSequence text, int index) {
		boolean splits = index > 0 && index < text.length() && Character.isHighSurrogate(text.charAt(index - 1))
				&& Character.isLowSurrogate(text.charAt(index));
		return splits ? index - 1 : index;
	}

	/** Compare part of a text with an upper-case ASCII word, ignoring the case. */
	static boolean matches(CharSequence text, int start, int end, String upperCaseWord) {
		int length = upperCaseWord.length();
		if (end - start != length) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			char ch = text.charAt(start + i);
			if (ch >= 'a' && ch <= 'z') {
				ch -= 32;
			}
			if (ch != upperCaseWord.charAt(i)) {
				return false;
			}
		}
		return true;
	}

}
