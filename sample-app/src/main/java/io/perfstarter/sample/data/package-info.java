/**
 * Fills the shop with generated customers, products and orders.
 */
@NullMarked
package io.perfstarter.sample.data;

import org.jspecify.annotations.NullMarked;
