/**
 * Tests of what is found by itself.
 */
@NullMarked
package io.perfstarter.boot.finding;

import org.jspecify.annotations.NullMarked;
