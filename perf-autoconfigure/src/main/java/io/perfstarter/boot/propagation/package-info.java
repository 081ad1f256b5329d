/**
 * Carries executions to the threads that work for them.
 */
@NullMarked
package io.perfstarter.boot.propagation;

import org.jspecify.annotations.NullMarked;
