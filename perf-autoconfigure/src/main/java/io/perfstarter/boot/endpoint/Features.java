package io.perfstarter.boot.endpoint;

import java.util.Map;

/**
 * What is switched on.
 *
 * @param version the version of the starter
 * @param switches features and whether they are on
 */
record Features(String version, Map<String, Boolean> switches) {

}
