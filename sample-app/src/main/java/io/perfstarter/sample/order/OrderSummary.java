package io.perfstarter.sample.order;

import org.jspecify.annotations.Nullable;

/**
 * An order in short.
 *
 * @param id the order's id
 * @param reference what the customer knows it by
 * @param lines the number of its lines
 * @param pieces the number of things ordered
 * @param totalCents the sum in cents
 */
record OrderSummary(@Nullable Long id, String reference, int lines, int pieces, long totalCents) {

	static OrderSummary of(Order order) {
		int pieces = order.getLines().stream().mapToInt(OrderLine::getQuantity).sum();
		return new OrderSummary(order.getId(), order.getReference(), order.getLines().size(), pieces,
				order.getTotalCents());
	}

}
