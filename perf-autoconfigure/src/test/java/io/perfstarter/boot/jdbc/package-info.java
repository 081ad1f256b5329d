/**
 * Tests that JDBC is measured and that the application does not notice.
 */
@NullMarked
package io.perfstarter.boot.jdbc;

import org.jspecify.annotations.NullMarked;
