package io.perfstarter.sample.order;

import java.util.List;

import io.perfstarter.boot.ExpectedQueries;

import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Orders as JSON, and as CSV.
 */
@RestController
@RequestMapping("/api/orders")
class OrderApi {

	private static final Limit SHOWN = Limit.of(50);

	private final OrderRepository orders;

	private final OrderPlacement placement;

	private final OrderSearch search;

	private final OrderExport export;

	OrderApi(OrderRepository orders, OrderPlacement placement, OrderSearch search, OrderExport export) {
		this.orders = orders;
		this.placement = placement;
		this.search = search;
		this.export = export;
	}

	@GetMapping("/n-plus-one")
	List<OrderSummary> nPlusOne() {
		return this.orders.findByStatusOrderByPlacedAt(OrderStatus.OPEN, SHOWN).stream().map(OrderSummary::of).toList();
	}

	@GetMapping("/fetched")
	List<OrderSummary> fetched() {
		// Two statements, because a limit and a joined collection do not go together:
		// Hibernate would read all orders and cut the list in memory
		List<Long> ids = this.orders.findIdsByStatus(OrderStatus.OPEN, SHOWN);
		return this.orders.findWithLinesByIdInOrderByPlacedAt(ids).stream().map(OrderSummary::of).toList();
	}

	@GetMapping("/by-legacy-reference/{reference}")
	ResponseEntity<FoundOrder> byLegacyReference(@PathVariable String reference) {
		return ResponseEntity.of(this.search.byLegacyReference(reference));
	}

	@GetMapping("/by-reference/{reference}")
	ResponseEntity<FoundOrder> byReference(@PathVariable String reference) {
		return ResponseEntity.of(this.search.byReference(reference));
	}

	@PostMapping
	ResponseEntity<OrderSummary> place(@RequestParam long customerId, @RequestParam long productId,
			@RequestParam(defaultValue = "1") int quantity) {
		return this.placement.place(customerId, productId, quantity)
			.map((order) -> ResponseEntity.status(HttpStatus.CREATED).body(order))
			.orElseGet(() -> ResponseEntity.badRequest().build());
	}

	@ExpectedQueries(max = 1, reason = "All orders are meant to be read; they are streamed row by row")
	@GetMapping("/export")
	ResponseEntity<StreamingResponseBody> export() {
		return ResponseEntity.ok().contentType(MediaType.valueOf("text/csv")).body(this.export::writeTo);
	}

}
