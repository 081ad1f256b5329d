package io.perfstarter.sample.order;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.perfstarter.sample.customer.CustomerRepository;
import io.perfstarter.sample.product.ProductRepository;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes new orders.
 */
@Service
class OrderPlacement {

	private final OrderRepository orders;

	private final CustomerRepository customers;

	private final ProductRepository products;

	OrderPlacement(OrderRepository orders, CustomerRepository customers, ProductRepository products) {
		this.orders = orders;
		this.customers = customers;
		this.products = products;
	}

	/**
	 * Place an order with one line.
	 * @param customerId who orders
	 * @param productId what is ordered
	 * @param quantity how many of it
	 * @return the order, or nothing if there is no such customer or product
	 */
	@Transactional
	Optional<OrderSummary> place(long customerId, long productId, int quantity) {
		return this.customers.findById(customerId)
			.flatMap((customer) -> this.products.findById(productId).map((product) -> {
				Order order = new Order(customer, newReference(), Instant.now());
				order.add(product, quantity);
				return OrderSummary.of(this.orders.save(order));
			}));
	}

	private static String newReference() {
		return "N-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(Locale.ROOT);
	}

}
