/**
 * Measures every {@code DataSource} bean by plain delegates: what is executed, how long
 * it takes, how many rows it gives, and how connections are used.
 */
@NullMarked
package io.perfstarter.boot.jdbc;

import org.jspecify.annotations.NullMarked;
