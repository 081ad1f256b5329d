package io.perfstarter.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlNormalizer}.
 */
class SqlNormalizerTests {

	static List<SqlCorpus.Case> corpus() {
		return SqlCorpus.read();
	}

	@Test
	void corpusIsRead() {
		assertThat(corpus()).hasSizeGreaterThan(120);
		assertThat(corpus()).extracting(SqlCorpus.Case::dialect).contains(SqlDialect.values());
	}

	@ParameterizedTest
	@MethodSource("corpus")
	void normalizesCorpus(SqlCorpus.Case expected) {
		NormalizedSql actual = SqlNormalizer.normalize(expected.sql(), expected.dialect());
		assertThat(actual.text()).isEqualTo(expected.text());
		assertThat(actual.verb()).isEqualTo(expected.verb());
		assertThat(actual.table()).isEqualTo(expected.table());
	}

	@ParameterizedTest
	@MethodSource("corpus")
	void normalizedTextStaysWhatItIs(SqlCorpus.Case expected) {
		NormalizedSql again = SqlNormalizer.normalize(expected.text(), expected.dialect());
		assertThat(again.text()).isEqualTo(expected.text());
		assertThat(again.hadLiterals()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(SqlDialect.class)
	void textThatIsNormalAlreadyIsNotCopied(SqlDialect dialect) {
		String sql = "select a from t where b = ? and c in (?)";
		assertThat(SqlNormalizer.normalize(sql, dialect).text()).isSameAs(sql);
	}

	@Test
	void tellsLiteralsFromParameters() {
		assertThat(hadLiterals("select a from t where b = 5")).isTrue();
		assertThat(hadLiterals("select a from t where b = 'x'")).isTrue();
		assertThat(hadLiterals("select a from t where b = 'x")).isTrue();
		assertThat(hadLiterals("select a from t where b = :b and c = ? and d is null")).isFalse();
	}

	@ParameterizedTest
	@EnumSource(SqlDialect.class)
	void inListOfAnySizeHasOneText(SqlDialect dialect) {
		for (int size : new int[] { 1, 2, 100, 30_000 }) {
			String list = IntStream.range(0, size).mapToObj((i) -> "?").collect(Collectors.joining(", "));
			assertThat(SqlNormalizer.normalize("select a from t where id in (" + list + ") and b = ?", dialect).text())
				.isEqualTo("select a from t where id in (?) and b = ?");
		}
	}

	@Test
	void listsThatAreCutHaveOneText() {
		String tail = "…";
		for (int length = SqlNormalizer.MAX_INPUT + 1; length < SqlNormalizer.MAX_INPUT + 40; length++) {
			String in = "select a from t where id in (" + "12, ".repeat(length);
			assertThat(text(in.substring(0, length))).isEqualTo("select a from t where id in (?" + tail);
			String pad = " ".repeat(length - SqlNormalizer.MAX_INPUT);
			String rows = "insert into t values " + pad + "(12, :name), ".repeat(SqlNormalizer.MAX_INPUT / 10);
			assertThat(text(rows)).isEqualTo("insert into t values (?, ?)" + tail);
			String tuples = "select a from t where id in " + pad + "((1, 2)" + ", (1, 2)".repeat(length / 8 + 10);
			assertThat(text(tuples)).isEqualTo("select a from t where id in ((?, ?)" + tail);
		}
	}

	@Test
	void longTextIsCutBetweenTokens() {
		String sql = "select a" + ", \"a column\"".repeat(2000) + " from t where b = 5";
		NormalizedSql normalized = SqlNormalizer.normalize(sql, SqlDialect.STANDARD);
		assertThat(normalized.text()).hasSizeLessThanOrEqualTo(SqlNormalizer.MAX_TEXT)
			.hasSizeGreaterThan(SqlNormalizer.MAX_TEXT - 20)
			.matches("select a(, \"a column\")+,?…");
		assertThat(normalized.table()).isEqualTo("t");
		assertThat(text(normalized.text())).isEqualTo(normalized.text());
	}

	@Test
	void longWordIsCutButNotWithinSurrogatePair() {
		for (String start : List.of("select ", "select x")) {
			String text = text(start + "🙂".repeat(10_000));
			assertThat(text).hasSizeBetween(SqlNormalizer.MAX_TEXT - 1, SqlNormalizer.MAX_TEXT).endsWith("🙂…");
			assertThat(text(text)).isEqualTo(text);
		}
	}

	@Test
	void textOfExactlyTheMostCharactersIsNotCut() {
		String sql = "select " + "x".repeat(SqlNormalizer.MAX_TEXT - 7);
		assertThat(text(sql)).isEqualTo(sql);
		assertThat(text(sql + "y")).hasSize(SqlNormalizer.MAX_TEXT).endsWith("x…");
	}

	@Test
	void tableNameIsLimited() {
		assertThat(SqlNormalizer.normalize("select 1 from " + "T".repeat(500), SqlDialect.STANDARD).table())
			.isEqualTo("t".repeat(100));
		assertThat(SqlNormalizer.normalize("select 1 from x" + "🙂".repeat(500), SqlDialect.STANDARD).table())
			.isEqualTo("x" + "🙂".repeat(49));
	}

	@Test
	void deepNestingIsNoProblem() {
		String open = "select * from (".repeat(15_000);
		assertThat(text(open)).endsWith("…");
		assertThat(text("select a in " + "(".repeat(200_000))).endsWith("…");
		assertThat(text("select " + "a in (".repeat(40_000))).endsWith("…");
		assertThat(text("select " + "values (".repeat(30_000) + "),()".repeat(5_000))).endsWith("…");
	}

	@Test
	void byteOrderMarkAndForeignSpacesAreWhitespace() {
		NormalizedSql normalized = SqlNormalizer.normalize("\uFEFFselect\u00A0a\u2003from\u0000t", SqlDialect.STANDARD);
		assertThat(normalized).isEqualTo(new NormalizedSql("select a from t", Verb.SELECT, "t", false));
	}

	private static String text(String sql) {
		return SqlNormalizer.normalize(sql, SqlDialect.STANDARD).text();
	}

	private static boolean hadLiterals(String sql) {
		return SqlNormalizer.normalize(sql, SqlDialect.STANDARD).hadLiterals();
	}

}
