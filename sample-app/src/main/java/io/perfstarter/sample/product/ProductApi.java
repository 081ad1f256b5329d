package io.perfstarter.sample.product;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Products as JSON.
 */
@RestController
@RequestMapping("/api/products/{productId}")
class ProductApi {

	private final ProductCatalog catalog;

	ProductApi(ProductCatalog catalog) {
		this.catalog = catalog;
	}

	@GetMapping("/uncached")
	ResponseEntity<ProductView> uncached(@PathVariable long productId) {
		return ResponseEntity.of(this.catalog.find(productId));
	}

	@GetMapping("/cached")
	ResponseEntity<ProductView> cached(@PathVariable long productId) {
		return ResponseEntity.of(this.catalog.findCached(productId));
	}

	@PutMapping("/price")
	ResponseEntity<Void> changePrice(@PathVariable long productId, @RequestParam long cents) {
		boolean changed = this.catalog.changePrice(productId, cents);
		return changed ? ResponseEntity.noContent().build() : ResponseEntity.notFound().build();
	}

}
