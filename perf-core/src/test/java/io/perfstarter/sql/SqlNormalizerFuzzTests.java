package io.perfstarter.sql;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Random inputs for {@link SqlNormalizer}. The seed is part of every failure; give it as
 * {@code -Dsql.fuzz.seed=…} to repeat a run.
 */
class SqlNormalizerFuzzTests {

	private static final long SEED = Long.getLong("sql.fuzz.seed", new Random().nextLong());

	private static final int INPUTS = 200_000;

	private static final String[] FRAGMENTS = { "select", "SELECT", "from", "t", "t1", "where", "in", "IN", "in (",
			"values", "VALUES (", "values (?), (", "row", "insert into", "update", "delete", "with", "as (",
			"recursive", "null", "default", "NULL", "true", "and", "between", "date", "timestamp", "interval", "return",
			"limit", "join", ",", ", ", "(", ")", "((", "))", "), (", "),(", "?", "?, ?", "??", "?|", "?1", ":a", "::",
			":", "$1", "$", "$$", "$a$", "@p", "@", "#", "5", "-5", "- 5", "+7", ".5", "5.", "1e5", "1e", "0xFF", "0b1",
			"1_0", "123456789", "'", "''", "'a'", "'it''s'", "\\", "\\'", "N'x'", "e'", "q'[", "]'", "x'ff'", "U&'",
			"_u'x'", "\"", "\"a\"", "\"a\"\"b\"", "`", "`a`", "[", "]", "[a]", "{", "}", "{d '1'}", "{d", "{call", "/*",
			"*/", "/**/", "/* x */", "--", "-- x\n", "#x\n", "\n", " ", "  ", "\t", ";", "; ", ".", "..", "=", "<>",
			"-", "+", "*", "/", "|", "&", "!", "~", "é", "…", "\uD83D\uDE42", "\uD83D", "\uDE42", "\u0000", "\u00A0",
			"\uFEFF", "£", "_", "a_1", "top", "only", "distinct", "exec", "create table", "on", "grant" };

	@ParameterizedTest
	@EnumSource(SqlDialect.class)
	void takesAnything(SqlDialect dialect) {
		System.out.println("sql.fuzz.seed=" + SEED);
		Random random = new Random(SEED);
		for (int i = 0; i < INPUTS; i++) {
			String sql = randomSql(random, 1 + random.nextInt(30));
			NormalizedSql normalized = normalize(sql, dialect);
			if (normalized.text().length() > SqlNormalizer.MAX_TEXT) {
				fail("Too long: " + describe(sql));
			}
			// MySQL's names may begin like a number (1e), and read differently beside a
			// sign
			if (dialect != SqlDialect.MYSQL) {
				String again = normalize(normalized.text(), dialect).text();
				if (!again.equals(normalized.text())) {
					fail("Not stable for %s: >%s< became >%s<, %s", dialect, normalized.text(), again, describe(sql));
				}
			}
		}
	}

	@Test
	void takesLongInputs() {
		Random random = new Random(SEED);
		for (int i = 0; i < 300; i++) {
			String sql = randomSql(random, 2_000 + random.nextInt(8_000));
			String text = normalize(sql, SqlDialect.STANDARD).text();
			assertThat(text.length()).isLessThanOrEqualTo(10_000);
			assertThat(normalize(text, SqlDialect.STANDARD).text()).as("seed %d, input %d", SEED, i).isEqualTo(text);
		}
	}

	private static String randomSql(Random random, int fragments) {
		StringBuilder sql = new StringBuilder();
		for (int i = 0; i < fragments; i++) {
			sql.append((random.nextInt(40) == 0) ? String.valueOf((char) random.nextInt(0x10000))
					: FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
			if (random.nextInt(3) == 0) {
				sql.append(' ');
			}
		}
		return sql.toString();
	}

	private static NormalizedSql normalize(String sql, SqlDialect dialect) {
		try {
			return SqlNormalizer.normalize(sql, dialect);
		}
		catch (RuntimeException ex) {
			throw new AssertionError("Thrown for " + dialect + ", " + describe(sql), ex);
		}
	}

	private static String describe(String sql) {
		return "seed " + SEED + ", input >" + sql + "<";
	}

}
