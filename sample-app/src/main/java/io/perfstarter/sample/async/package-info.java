/**
 * Answers that are finished on another thread than the one they began on.
 */
@NullMarked
package io.perfstarter.sample.async;

import org.jspecify.annotations.NullMarked;
