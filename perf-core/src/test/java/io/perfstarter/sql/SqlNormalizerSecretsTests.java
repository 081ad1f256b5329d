package io.perfstarter.sql;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No value may be seen in a normalised text: random literals are put into valid
 * statements, each with a marker that must not come out. The seed is part of every
 * failure; give it as {@code -Dsql.secrets.seed=…} to repeat a run.
 */
class SqlNormalizerSecretsTests {

	private static final long SEED = Long.getLong("sql.secrets.seed", new Random().nextLong());

	private static final int STATEMENTS = 50_000;

	private static final String MARKER = "SeCrEt";

	/** {@code %s} is any literal, {@code %n} a number. */
	private static final String[] TEMPLATES = { "select * from t where a = %s and b = %s", "select %s,%s from t",
			"select * from t where a in (%s, %s,%s) or b not in(%s)", "insert into t (a, b) values (%s, %s), (%s,%s)",
			"insert into t values (%s, now()), (%s, null)", "update t set a=%s, b = %s where c<>%s",
			"delete from t where a between %s and %s", "select case when a=%s then %s else %s end from t",
			"with x as (select %s as a) select * from x where a >= %s", "select f(%s, g(%s)) from t order by 1",
			"{call p(%s, %s)}", "select a||%s||%s from t", "select * from t where a like %s escape '!' and b = %s",
			"select * from (select %s from u where x=%s) y where (a, b) in ((%s, %s), (%s, %s))",
			"merge into t using u on t.a=%s when matched then update set b = %s", "set x = %s",
			"select a /* note's */ from t where b = %s -- it's\n and c = %s", "comment on table t is %s",
			"select * from t where a = %n or b=-%n or c > + %n or d in (-%n,%n) limit %n",
			"select a-%n, a - %n, -%n, x[%n], (%n)+%n from t", "select * from \"Q's\" where a = %s" };

	private static final Pattern PLACE = Pattern.compile("%[sn]");

	private static final String[] PIECES = { "\"", "`", " ", ",", "(", ")", "--", "/*", "*/", ";", "?", ":x", "$", "$$",
			"[", "]", "{", "}", "#", "\n", "é", "\uD83D\uDE42", "N", "e", "values", "in (", "%", "=" };

	@ParameterizedTest
	@EnumSource(SqlDialect.class)
	void noValueIsLeftInTheText(SqlDialect dialect) {
		System.out.println("sql.secrets.seed=" + SEED);
		Random random = new Random(SEED);
		for (int i = 0; i < STATEMENTS; i++) {
			String template = TEMPLATES[random.nextInt(TEMPLATES.length)];
			if (dialect == SqlDialect.MYSQL) {
				template = template.replace('"', '`');
			}
			if (dialect == SqlDialect.SQLSERVER) {
				// There it would be a name
				template = template.replace("x[%n]", "x");
			}
			String sql = PLACE.matcher(template)
				.replaceAll((place) -> Matcher
					.quoteReplacement(place.group().equals("%n") ? number(random) : literal(random, dialect)));
			NormalizedSql normalized = SqlNormalizer.normalize(sql, dialect);
			if (normalized.text().contains(MARKER) || normalized.text().matches("(?s).*\\d{6}.*")
					|| (normalized.table() != null && normalized.table().contains("secret"))) {
				assertThat(normalized).as("seed %d, %s, input >%s<", SEED, dialect, sql).isNull();
			}
			assertThat(normalized.hadLiterals()).isTrue();
		}
	}

	private static String literal(Random random, SqlDialect dialect) {
		return switch (random.nextInt(5)) {
			case 0 -> number(random);
			case 1 -> "DATE '" + MARKER + "'";
			case 2 -> special(random, dialect);
			default -> prefix(random, dialect) + "'" + quoted(random, dialect == SqlDialect.MYSQL) + "'";
		};
	}

	private static String prefix(Random random, SqlDialect dialect) {
		String[] prefixes = (dialect == SqlDialect.MYSQL) ? new String[] { "", "N", "_utf8", "_utf8mb4 ", "x" }
				: new String[] { "", "N", "n", "B", "X", "U&", "u&" };
		return prefixes[random.nextInt(prefixes.length)];
	}

	private static String special(Random random, SqlDialect dialect) {
		return switch (dialect) {
			case MYSQL -> '"' + quoted(random, true, "\"") + '"';
			case POSTGRESQL -> random.nextBoolean() ? "E'" + quoted(random, true) + "'" : dollar(random);
			case STANDARD -> random.nextBoolean() ? alternative(random) : dollar(random);
			case SQLSERVER -> "N'" + quoted(random, false) + "'";
		};
	}

	private static String dollar(Random random) {
		String tag = random.nextBoolean() ? "$$" : "$tag" + random.nextInt(10) + "$";
		return " " + tag + quoted(random, false).replace("$", "'") + tag;
	}

	private static String alternative(Random random) {
		String[] pairs = { "[]", "()", "{}", "<>", "!!", "\"\"", "##" };
		String pair = pairs[random.nextInt(pairs.length)];
		String inside = quoted(random, false).replace(pair.charAt(1), 'x');
		return "q'" + pair.charAt(0) + inside + pair.charAt(1) + "'";
	}

	/** The inside of a string, with every quote escaped. */
	private static String quoted(Random random, boolean backslash) {
		return quoted(random, backslash, "'");
	}

	private static String quoted(Random random, boolean backslash, String quote) {
		StringBuilder text = new StringBuilder();
		int pieces = random.nextInt(6);
		for (int i = 0; i < pieces; i++) {
			text.append(PIECES[random.nextInt(PIECES.length)].replace(quote, quote + quote));
			if (random.nextInt(6) == 0) {
				text.append(quote).append(quote);
			}
			if (random.nextInt(3) == 0) {
				text.append(backslash ? new String[] { "\\'", "\\\\", "\\\"", "\\n" }[random.nextInt(4)] : "\\");
			}
			if (random.nextInt(2) == 0) {
				text.append(MARKER);
			}
		}
		return text.append(MARKER).append(100_000 + random.nextInt(900_000)).toString();
	}

	private static String number(Random random) {
		int number = 100_000 + random.nextInt(900_000_000);
		return switch (random.nextInt(8)) {
			case 0 -> number + "." + number;
			case 1 -> "." + number;
			case 2 -> number + "e" + (random.nextBoolean() ? "-" : "") + 12;
			case 3 -> "0x" + number;
			case 4 -> number + "_" + number;
			case 5 -> number + ".";
			default -> String.valueOf(number);
		};
	}

}
