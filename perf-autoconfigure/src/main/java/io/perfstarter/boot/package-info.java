/**
 * Wires the toolkit into a Spring Boot application.
 */
@NullMarked
package io.perfstarter.boot;

import org.jspecify.annotations.NullMarked;
