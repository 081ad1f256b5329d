package io.perfstarter.sample.data;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Makes the rows of orders and of their lines.
 */
class GeneratedOrders {

	private static final OffsetDateTime FIRST = OffsetDateTime.of(2025, 1, 1, 8, 0, 0, 0, ZoneOffset.UTC);

	/**
	 * A prime, so that orders that follow each other are by different customers until all
	 * had their turn: then each order of a list costs its own statement in an N+1.
	 */
	private static final int STRIDE = 7919;

	private final Random random;

	private final int customers;

	private final long[] prices;

	private OffsetDateTime placedAt = FIRST;

	GeneratedOrders(Random random, int customers, long[] prices) {
		this.random = random;
		this.customers = customers;
		this.prices = prices;
	}

	void generate(int id, Consumer<Object[]> order, Consumer<Object[]> line) {
		long total = 0;
		int lines = 1 + this.random.nextInt(4);
		for (int i = 0; i < lines; i++) {
			int product = this.random.nextInt(this.prices.length);
			int quantity = 1 + this.random.nextInt(4);
			long price = this.prices[product];
			total += quantity * price;
			line.accept(new Object[] { id, product + 1, quantity, price });
		}
		this.placedAt = this.placedAt.plusSeconds(60 + this.random.nextInt(3600));
		String reference = "R-%06d".formatted(id);
		int customer = (int) ((long) id * STRIDE % this.customers) + 1;
		order.accept(new Object[] { id, customer, reference, reference, status(), this.placedAt, total });
	}

	private String status() {
		int percent = this.random.nextInt(100);
		if (percent < 10) {
			return "OPEN";
		}
		return (percent < 15) ? "CANCELLED" : "SHIPPED";
	}

}
