/**
 * The performance log: one line a request, written by Logback off the request thread.
 */
@NullMarked
package io.perfstarter.boot.log;

import org.jspecify.annotations.NullMarked;
