package io.perfstarter.sample.supplier;

import java.time.Duration;

import io.perfstarter.sample.Delay;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Plays the part of a slow service elsewhere.
 */
@RestController
class SlowSupplierApi {

	private static final Duration LATENCY = Duration.ofMillis(300);

	@GetMapping("/api/slow-supplier")
	Stock stock(@RequestParam String sku) {
		Delay.of(LATENCY);
		return new Stock(sku, Math.floorMod(sku.hashCode(), 100));
	}

}
