/**
 * Requests that fail on purpose.
 */
@NullMarked
package io.perfstarter.sample.failure;

import org.jspecify.annotations.NullMarked;
