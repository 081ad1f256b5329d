/**
 * Measures HTTP requests: a filter in front of everything else, the names of operations
 * and the headers that tell how long an answer took.
 */
@NullMarked
package io.perfstarter.boot.request;

import org.jspecify.annotations.NullMarked;
