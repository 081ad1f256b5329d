package io.perfstarter.sql;

import org.jspecify.annotations.Nullable;

/**
 * Folds {@code IN (?, ?, ?)} to {@code IN (?)} when the list has nothing but values,
 * {@code NULL}, {@code TRUE}, {@code FALSE}, casts of them, and tuples. Each different
 * element stays once, and the spacing becomes the same for all such lists.
 */
final class InListFold extends ListFold {

	private final int keywordEnd;

	private int listStart;

	private int nesting;

	private boolean valuesOnly = true;

	private boolean casting;

	InListFold(@Nullable ListFold parent, int keywordEnd) {
		super(parent);
		this.keywordEnd = keywordEnd;
	}

	@Override
	Step accept(SqlLexer lexer, StringBuilder out, int at) {
		SqlLexer.Kind kind = lexer.kind();
		if (kind == SqlLexer.Kind.OPEN) {
			if (this.nesting++ == 0) {
				this.listStart = out.length();
			}
			return Step.INSIDE;
		}
		if (this.nesting == 0) {
			return Step.LEFT;
		}
		switch (kind) {
			case CLOSE -> {
				if (--this.nesting == 0) {
					close(out);
					return Step.CLOSED;
				}
			}
			case WORD, QUOTED -> this.valuesOnly &= isAllowed(lexer);
			case SYMBOL, SEMICOLON -> this.valuesOnly = false;
			case CAST -> this.casting = true;
			case COMMA -> this.casting = false;
			default -> {
			}
		}
		return Step.INSIDE;
	}

	private boolean isAllowed(SqlLexer lexer) {
		return lexer.is("NULL") || lexer.is("TRUE") || lexer.is("FALSE")
				|| (this.casting && lexer.kind() == SqlLexer.Kind.WORD);
	}

	private void close(StringBuilder out) {
		if (this.valuesOnly) {
			fold(out, out.length() - 1);
			out.append(')');
		}
	}

	@Override
	void cut(StringBuilder out) {
		if (!this.valuesOnly || this.nesting == 0) {
			return;
		}
		int level = 0;
		int lastComma = this.listStart;
		for (int i = this.listStart; i < out.length(); i++) {
			char ch = out.charAt(i);
			level += (ch == '(') ? 1 : (ch == ')') ? -1 : 0;
			if (ch == ',' && level == 0) {
				lastComma = i;
			}
		}
		fold(out, lastComma);
	}

	private void fold(StringBuilder out, int listEnd) {
		String list = out.substring(this.listStart, listEnd);
		out.setLength(this.keywordEnd);
		out.append(" (");
		new Elements(out).addAll(list);
	}

	/** Writes the different elements of a list, each once. */
	private static final class Elements {

		private final StringBuilder out;

		private final int[] starts = new int[MAX_KEPT];

		private final int[] ends = new int[MAX_KEPT];

		private int kept;

		private int total;

		/** Whether a bare placeholder is among the elements, as nearly always. */
		private boolean plain;

		Elements(StringBuilder out) {
			this.out = out;
		}

		void addAll(String list) {
			int level = 0;
			int from = 0;
			for (int i = 0; i < list.length(); i++) {
				char ch = list.charAt(i);
				level += (ch == '(') ? 1 : (ch == ')') ? -1 : 0;
				if (ch == ',' && level == 0) {
					add(list, from, i);
					from = i + 1;
				}
			}
			add(list, from, list.length());
		}

		private void add(String list, int from, int to) {
			if (this.plain && isPlain(list, from, to)) {
				return;
			}
			int before = this.out.length();
			if (this.total > 0) {
				this.out.append(", ");
			}
			int start = this.out.length();
			write(list, from, to, start);
			int end = this.out.length();
			for (int i = 0; i < this.kept; i++) {
				if (isSame(this.starts[i], this.ends[i], start, end)) {
					this.out.setLength(before);
					return;
				}
			}
			this.total++;
			this.plain |= end - start == 1 && last() == '?';
			if (this.kept < MAX_KEPT) {
				this.starts[this.kept] = start;
				this.ends[this.kept++] = end;
			}
		}

		private static boolean isPlain(String list, int from, int to) {
			boolean spaced = to - from == 2 && list.charAt(from) == ' ';
			return (spaced || to - from == 1) && list.charAt(to - 1) == '?';
		}

		private void write(String list, int from, int to, int start) {
			for (int i = from; i < to; i++) {
				char ch = list.charAt(i);
				if (ch == ' ') {
					if (this.out.length() > start && last() != '(' && last() != ' ') {
						this.out.append(' ');
					}
					continue;
				}
				if (ch == ')' || ch == ',') {
					trim(start);
				}
				this.out.append(ch);
				if (ch == ',') {
					this.out.append(' ');
				}
			}
			trim(start);
		}

		private void trim(int start) {
			if (this.out.length() > start && last() == ' ') {
				this.out.setLength(this.out.length() - 1);
			}
		}

		private char last() {
			return this.out.charAt(this.out.length() - 1);
		}

		private boolean isSame(int start, int end, int otherStart, int otherEnd) {
			if (end - start != otherEnd - otherStart) {
				return false;
			}
			for (int i = 0; i < end - start; i++) {
				if (this.out.charAt(start + i) != this.out.charAt(otherStart + i)) {
					return false;
				}
			}
			return true;
		}

	}

}
