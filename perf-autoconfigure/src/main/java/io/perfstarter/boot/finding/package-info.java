/**
 * Judges executions that something may be wrong with.
 */
@NullMarked
package io.perfstarter.boot.finding;

import org.jspecify.annotations.NullMarked;
