/**
 * The index page, and the list of routes that it and the traffic driver read.
 */
@NullMarked
package io.perfstarter.sample.home;

import org.jspecify.annotations.NullMarked;
