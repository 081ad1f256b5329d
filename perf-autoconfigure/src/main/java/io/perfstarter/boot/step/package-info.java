/**
 * Measures methods that are annotated with {@code @Monitored}.
 */
@NullMarked
package io.perfstarter.boot.step;

import org.jspecify.annotations.NullMarked;
