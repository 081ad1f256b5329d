package io.perfstarter.sample.order;

import java.time.Instant;

/**
 * An order as a search finds it.
 *
 * @param id the order's id
 * @param reference what the customer knows it by
 * @param status how far it has come
 * @param placedAt when it was placed
 * @param totalCents the sum in cents
 */
record FoundOrder(long id, String reference, String status, Instant placedAt, long totalCents) {

}
