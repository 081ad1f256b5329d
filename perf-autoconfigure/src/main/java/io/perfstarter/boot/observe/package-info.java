/**
 * Measures jobs, messages and calls to other services.
 */
@NullMarked
package io.perfstarter.boot.observe;

import org.jspecify.annotations.NullMarked;
