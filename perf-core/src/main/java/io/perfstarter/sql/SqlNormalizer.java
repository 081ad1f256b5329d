package io.perfstarter.sql;

/**
 * Normalises SQL text in a single pass: statements that differ only in values, comments,
 * line breaks or list lengths get the same text, and no value is in it.
 * <ul>
 * <li>Literals and parameters become {@code ?}, with their prefixes, their unary sign and
 * the type word of {@code DATE}, {@code TIME} and {@code TIMESTAMP} literals. An interval
 * keeps its keyword and its unit, as it does around a parameter:
 * {@code INTERVAL ? DAY}.</li>
 * <li>A text or quoted name without an end is dropped as one {@code ?}, up to the end of
 * the statement.</li>
 * <li>Comments and hints go. Whitespace becomes one blank; otherwise the author's spacing
 * stays: {@code a=?} and {@code a = ?} are two texts. A comment without whitespace around
 * it leaves a blank only if the statement would read differently without.</li>
 * <li>{@code IN} lists of values keep each different element once, mostly one {@code ?};
 * rows of {@code VALUES} keep the first of each shape. Both tell apart up to 16.</li>
 * </ul>
 * Takes any text and never throws. Lexing stops after {@value #MAX_INPUT} characters, and
 * the result has at most {@value #MAX_TEXT}; what was cut ends with {@code …}. Stateless
 * and thread-safe.
 */
public final class SqlNormalizer {

	/** The most characters that a normalised text has. */
	public static final int MAX_TEXT = 10_000;

	/** How many characters of a statement are looked at. */
	public static final int MAX_INPUT = 256 * 1024;

	private SqlNormalizer() {
	}

	/**
	 * Normalise a statement.
	 * @param sql the text as given to the driver
	 * @param dialect how the database writes strings, names and comments
	 * @return the statement without its values
	 */
	public static NormalizedSql normalize(String sql, SqlDialect dialect) {
		SqlLexer lexer = new SqlLexer(sql, dialect, MAX_INPUT);
		StatementText text = new StatementText(lexer, Math.min(sql.length(), MAX_TEXT) + 16);
		StatementShape shape = new StatementShape(lexer);
		boolean literals = false;
		while (lexer.next() != SqlLexer.Kind.END) {
			literals |= lexer.kind() == SqlLexer.Kind.LITERAL;
			text.append();
			shape.accept();
		}
		return new NormalizedSql(text.finish(dialect), shape.verb(), shape.table(), literals);
	}

}
