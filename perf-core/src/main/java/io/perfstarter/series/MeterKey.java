package io.perfstarter.series;

import io.perfstarter.sql.Verb;

/**
 * What queries are told apart by in meters.
 *
 * @param verb the verb
 * @param table the main table, {@code (none)} where there is none, {@code (other)} beyond
 * the cap
 */
public record MeterKey(Verb verb, String table) {

}
