package io.perfstarter.analysis;

import java.time.Instant;
import java.util.Map;

/**
 * What was read of a resource at one moment.
 *
 * @param at when
 * @param figures what, without what is not known
 */
public record ResourcePoint(Instant at, Map<String, Number> figures) {

}
