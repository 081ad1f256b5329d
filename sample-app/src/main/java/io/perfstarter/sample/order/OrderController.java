package io.perfstarter.sample.order;

import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * Orders as pages. The two lists show the same, with the same template: what differs is
 * how many statements the customers' names take.
 */
@Controller
class OrderController {

	private static final Limit SHOWN = Limit.of(50);

	private final OrderRepository orders;

	OrderController(OrderRepository orders) {
		this.orders = orders;
	}

	@GetMapping("/orders/n-plus-one")
	String nPlusOne(Model model) {
		model.addAttribute("orders", this.orders.findByStatusOrderByPlacedAt(OrderStatus.OPEN, SHOWN));
		return "orders/list";
	}

	@GetMapping("/orders/fetched")
	String fetched(Model model) {
		model.addAttribute("orders", this.orders.findWithCustomerByStatus(OrderStatus.OPEN, SHOWN));
		return "orders/list";
	}

	@GetMapping("/orders/{orderId}")
	String detail(@PathVariable long orderId, Model model) {
		model.addAttribute("order", this.orders.findWhole(orderId)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no order " + orderId)));
		return "orders/detail";
	}

}
