/**
 * Stock, which a slow service elsewhere knows: calls with and without a connection held.
 */
@NullMarked
package io.perfstarter.sample.supplier;

import org.jspecify.annotations.NullMarked;
