package io.perfstarter.sql;

/**
 * Finds where numbers end: {@code 42}, {@code 1_000}, {@code 3.14}, {@code .5},
 * {@code 1e-5}, {@code 0xFF}, {@code 0b101}, {@code 0o17}, {@code 10L}, {@code 1.5f}.
 */
final class SqlNumbers {

	private SqlNumbers() {
	}

	/** The end of the number that starts with a digit or a point at the index. */
	static int end(String sql, int start, int limit) {
		if (sql.charAt(start) == '0' && start + 1 < limit) {
			int radix = radixEnd(sql, start + 1, limit);
			if (radix > 0) {
				return radix;
			}
		}
		int i = digits(sql, start, limit);
		if (i < limit && sql.charAt(i) == '.' && !(i + 1 < limit && sql.charAt(i + 1) == '.')) {
			i = digits(sql, i + 1, limit);
		}
		return suffix(sql, exponent(sql, i, limit), limit);
	}

	/** Whether a number is made of digits only. */
	static boolean isPlain(String sql, int start, int end) {
		for (int i = start; i < end; i++) {
			if (!SqlChars.isDigit(sql.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static int radixEnd(String sql, int mark, int limit) {
		char ch = sql.charAt(mark);
		int i = mark + 1;
		if (ch == 'x' || ch == 'X') {
			while (i < limit && (SqlChars.isHexDigit(sql.charAt(i)) || sql.charAt(i) == '_')) {
				i++;
			}
			return i;
		}
		if (ch == 'b' || ch == 'B' || ch == 'o' || ch == 'O') {
			i = digits(sql, i, limit);
			return (i > mark + 1) ? i : 0;
		}
		return 0;
	}

	private static int digits(String sql, int from, int limit) {
		int i = from;
		while (i < limit && (SqlChars.isDigit(sql.charAt(i))
				|| (sql.charAt(i) == '_' && i > from && i + 1 < limit && SqlChars.isDigit(sql.charAt(i + 1))))) {
			i++;
		}
		return i;
	}

	private static int exponent(String sql, int from, int limit) {
		if (from >= limit || (sql.charAt(from) != 'e' && sql.charAt(from) != 'E')) {
			return from;
		}
		int i = from + 1;
		if (i < limit && (sql.charAt(i) == '+' || sql.charAt(i) == '-')) {
			i++;
		}
		int stop = digits(sql, i, limit);
		return (stop > i) ? stop : from;
	}

	private static int suffix(String sql, int from, int limit) {
		boolean typed = from < limit && "dDfFlL".indexOf(sql.charAt(from)) >= 0;
		return (typed && (from + 1 >= limit || !SqlChars.isWord(sql.charAt(from + 1)))) ? from + 1 : from;
	}

}
