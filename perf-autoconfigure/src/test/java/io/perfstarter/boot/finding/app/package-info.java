/**
 * The application whose use of the database is judged.
 */
@NullMarked
package io.perfstarter.boot.finding.app;

import org.jspecify.annotations.NullMarked;
