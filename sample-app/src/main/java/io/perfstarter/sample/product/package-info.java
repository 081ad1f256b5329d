/**
 * Products: cached and uncached look-ups, price changes, a page that renders slowly.
 */
@NullMarked
package io.perfstarter.sample.product;

import org.jspecify.annotations.NullMarked;
