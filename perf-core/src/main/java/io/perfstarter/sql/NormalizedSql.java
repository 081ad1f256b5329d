package io.perfstarter.sql;

import org.jspecify.annotations.Nullable;

/**
 * A statement without its values. Immutable.
 *
 * @param text the statement with every literal and parameter replaced by {@code ?}; at
 * most {@value SqlNormalizer#MAX_TEXT} characters, a cut text ends with {@code …}
 * @param verb what the statement does
 * @param table the main table, procedure or object: the last part of its name, unquoted,
 * in lower case, at most 100 characters; {@code null} when unknown
 * @param hadLiterals whether values stood in the text itself rather than in parameters
 */
public record NormalizedSql(String text, Verb verb, @Nullable String table, boolean hadLiterals) {

}
