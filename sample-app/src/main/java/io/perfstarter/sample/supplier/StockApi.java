package io.perfstarter.sample.supplier;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stock as JSON.
 */
@RestController
@RequestMapping("/api/products/{productId}/stock")
class StockApi {

	private final StockCheck check;

	StockApi(StockCheck check) {
		this.check = check;
	}

	@GetMapping("/connection-held")
	ResponseEntity<Stock> connectionHeld(@PathVariable long productId) {
		return ResponseEntity.of(this.check.holdingConnection(productId));
	}

	@GetMapping("/connection-released")
	ResponseEntity<Stock> connectionReleased(@PathVariable long productId) {
		return ResponseEntity.of(this.check.releasingConnection(productId));
	}

}
