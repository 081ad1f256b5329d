/**
 * An application that the tests of call sites and of JPA run: in a package of its own, as
 * frames of the instrumentation are passed over.
 */
@NullMarked
package io.perfstarter.boot.jdbc.app;

import org.jspecify.annotations.NullMarked;
