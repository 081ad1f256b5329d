/**
 * Measures what Hibernate does, and says why it runs the queries that the application did
 * not ask for.
 */
@NullMarked
package io.perfstarter.boot.hibernate;

import org.jspecify.annotations.NullMarked;
