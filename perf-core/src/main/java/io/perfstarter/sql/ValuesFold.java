package io.perfstarter.sql;

import org.jspecify.annotations.Nullable;

/**
 * Folds {@code VALUES (?, ?), (?, ?)} to {@code VALUES (?, ?)}: a row goes when one of
 * the same shape came before it. {@code NULL}, {@code DEFAULT}, {@code TRUE} and
 * {@code FALSE} have the shape of a value, since which row has them is a matter of data.
 */
final class ValuesFold extends ListFold {

	private enum State {

		ROW_EXPECTED, IN_ROW, ROW_ENDED

	}

	private final int[] starts = new int[MAX_KEPT];

	private final int[] ends = new int[MAX_KEPT];

	private State state = State.ROW_EXPECTED;

	private int kept;

	private int lastEnd;

	/** Where the row starts, with MySQL's {@code ROW} if it has that; -1 before. */
	private int rowStart = -1;

	private int nesting;

	ValuesFold(@Nullable ListFold parent) {
		super(parent);
	}

	@Override
	Step accept(SqlLexer lexer, StringBuilder out, int at) {
		return switch (this.state) {
			case ROW_EXPECTED -> beforeRow(lexer, at);
			case IN_ROW -> inRow(lexer, out);
			case ROW_ENDED -> afterRow(lexer);
		};
	}

	private Step beforeRow(SqlLexer lexer, int at) {
		if (lexer.kind() == SqlLexer.Kind.OPEN) {
			this.rowStart = (this.rowStart < 0) ? at : this.rowStart;
			this.nesting = 1;
			this.state = State.IN_ROW;
			return Step.INSIDE;
		}
		if (this.rowStart < 0 && lexer.is("ROW")) {
			this.rowStart = at;
			return Step.INSIDE;
		}
		return Step.LEFT;
	}

	private Step inRow(SqlLexer lexer, StringBuilder out) {
		if (lexer.kind() == SqlLexer.Kind.OPEN) {
			this.nesting++;
		}
		else if (lexer.kind() == SqlLexer.Kind.CLOSE && --this.nesting == 0) {
			endRow(out);
			this.state = State.ROW_ENDED;
		}
		return Step.INSIDE;
	}

	private Step afterRow(SqlLexer lexer) {
		if (lexer.kind() != SqlLexer.Kind.COMMA) {
			return Step.LEFT;
		}
		this.rowStart = -1;
		this.state = State.ROW_EXPECTED;
		return Step.INSIDE;
	}

	private void endRow(StringBuilder out) {
		for (int i = 0; i < this.kept; i++) {
			if (RowShape.isSame(out, this.starts[i], this.ends[i], this.rowStart, out.length())) {
				out.setLength(this.lastEnd);
				return;
			}
		}
		if (this.kept < MAX_KEPT) {
			this.starts[this.kept] = this.rowStart;
			this.ends[this.kept++] = out.length();
		}
		this.lastEnd = out.length();
	}

	@Override
	void cut(StringBuilder out) {
		if (this.kept > 0) {
			out.setLength(this.lastEnd);
		}
	}

	/** Compares rows but for their spaces and constants. */
	private static final class RowShape {

		private final StringBuilder out;

		private final int end;

		private final int start;

		private int index;

		private RowShape(StringBuilder out, int start, int end) {
			this.out = out;
			this.start = start;
			this.index = start;
			this.end = end;
		}

		static boolean isSame(StringBuilder out, int start, int end, int otherStart, int otherEnd) {
			RowShape one = new RowShape(out, start, end);
			RowShape other = new RowShape(out, otherStart, otherEnd);
			int ch;
			do {
				ch = one.next();
				if (ch != other.next()) {
					return false;
				}
			}
			while (ch >= 0);
			return true;
		}

		private int next() {
			while (this.index < this.end && this.out.charAt(this.index) == ' ') {
				this.index++;
			}
			if (this.index >= this.end) {
				return -1;
			}
			char ch = this.out.charAt(this.index);
			if ("nNdDtTfF".indexOf(ch) >= 0 && (this.index == this.start || !isName(this.index - 1))) {
				int length = constantLength();
				if (length > 0) {
					this.index += length;
					return '?';
				}
			}
			this.index++;
			return ch;
		}

		private int constantLength() {
			int stop = this.index;
			while (stop < this.end && SqlChars.isWord(this.out.charAt(stop))) {
				stop++;
			}
			if (stop < this.end && isName(stop)) {
				return 0;
			}
			boolean constant = matches(stop, "NULL") || matches(stop, "DEFAULT") || matches(stop, "TRUE")
					|| matches(stop, "FALSE");
			return constant ? stop - this.index : 0;
		}

		private boolean matches(int stop, String upperCaseWord) {
			return SqlChars.matches(this.out, this.index, stop, upperCaseWord);
		}

		private boolean isName(int at) {
			char ch = this.out.charAt(at);
			return (SqlChars.sticks(ch) && ch != '?') || ch == '.' || ch == ':';
		}

	}

}
