package io.perfstarter.sql;

import org.jspecify.annotations.Nullable;

/**
 * Watches the tokens of one list while they are written, and shortens the list in the
 * written text. Lists lie within lists, so the folds form a stack by {@link #parent}.
 */
abstract class ListFold {

	/** How a fold took a token. */
	enum Step {

		/** The list goes on. */
		INSIDE,

		/** The token was the list's last. */
		CLOSED,

		/** The list was over already; the token belongs to the list around it. */
		LEFT

	}

	/**
	 * How many different elements are told apart. Lists with more of them are rare, and
	 * what is not compared merely stays.
	 */
	static final int MAX_KEPT = 16;

	final @Nullable ListFold parent;

	ListFold(@Nullable ListFold parent) {
		this.parent = parent;
	}

	/**
	 * Take a token that has just been written.
	 * @param lexer the lexer that stands at the token
	 * @param out what has been written, up to the end of the token
	 * @param at where the token starts in the written text
	 * @return whose token it was
	 */
	abstract Step accept(SqlLexer lexer, StringBuilder out, int at);

	/**
	 * The input was cut within the list: make the text independent of where.
	 */
	abstract void cut(StringBuilder out);

}
