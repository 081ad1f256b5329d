package io.perfstarter.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code sql/corpus.txt}; the file itself tells its format.
 */
final class SqlCorpus {

	record Case(SqlDialect dialect, String sql, String text, Verb verb, @Nullable String table) {

		@Override
		public String toString() {
			return this.dialect + " " + this.sql.replace('\n', '⏎');
		}

	}

	private final List<Case> cases = new ArrayList<>();

	private SqlDialect dialect = SqlDialect.STANDARD;

	private String sql = "";

	private String text = "";

	private SqlCorpus() {
	}

	static List<Case> read() {
		SqlCorpus corpus = new SqlCorpus();
		var stream = Objects.requireNonNull(SqlCorpus.class.getResourceAsStream("/sql/corpus.txt"));
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			reader.lines().forEach(corpus::line);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return corpus.cases;
	}

	private void line(String line) {
		if (line.isBlank() || line.startsWith("#")) {
			return;
		}
		String rest = (line.length() > 2) ? line.substring(2) : "";
		switch (line.charAt(0)) {
			case '[' -> this.dialect = SqlDialect.valueOf(line.substring(1, line.length() - 1));
			case '>' -> this.sql = rest.replace('⏎', '\n').replace('→', '\t');
			case '=' -> this.text = rest;
			case ':' -> {
				String[] parts = rest.split(" ", 2);
				String table = parts[1].equals("-") ? null : parts[1];
				this.cases.add(new Case(this.dialect, this.sql, this.text, Verb.valueOf(parts[0]), table));
			}
			default -> throw new IllegalStateException("Not understood: " + line);
		}
	}

}
