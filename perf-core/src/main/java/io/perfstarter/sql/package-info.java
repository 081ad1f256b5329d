/**
 * Turns SQL text into a normalised statement that groups executions and leaks no values.
 */
@NullMarked
package io.perfstarter.sql;

import org.jspecify.annotations.NullMarked;
