/**
 * Meters that read the store, so that nothing is recorded twice.
 */
@NullMarked
package io.perfstarter.boot.metrics;

import org.jspecify.annotations.NullMarked;
