/**
 * Drives the application itself over HTTP, so that there is something to look at.
 */
@NullMarked
package io.perfstarter.sample.traffic;

import org.jspecify.annotations.NullMarked;
