/**
 * Customers: an unbounded list and a paged one.
 */
@NullMarked
package io.perfstarter.sample.customer;

import org.jspecify.annotations.NullMarked;
