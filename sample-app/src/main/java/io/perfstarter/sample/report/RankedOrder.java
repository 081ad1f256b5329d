package io.perfstarter.sample.report;

/**
 * An order and its place among all orders.
 *
 * @param reference the order's reference
 * @param totalCents its sum in cents
 * @param rank 1 for the largest sum of all
 */
record RankedOrder(String reference, long totalCents, long rank) {

}
