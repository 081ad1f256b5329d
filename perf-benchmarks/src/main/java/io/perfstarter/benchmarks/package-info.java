/**
 * Measures what the starter adds to one request of a small application.
 */
@NullMarked
package io.perfstarter.benchmarks;

import org.jspecify.annotations.NullMarked;
