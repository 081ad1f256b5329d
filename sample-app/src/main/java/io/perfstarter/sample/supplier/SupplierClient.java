package io.perfstarter.sample.supplier;

import java.util.Objects;

import io.perfstarter.boot.Monitored;
import io.perfstarter.sample.OwnAddress;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Asks the supplier over HTTP.
 */
@Component
class SupplierClient {

	private final RestClient client;

	private final OwnAddress address;

	SupplierClient(RestClient.Builder builder, OwnAddress address) {
		this.client = builder.build();
		this.address = address;
	}

	@Monitored("ask supplier")
	Stock stock(String sku) {
		Stock stock = this.client.get()
			.uri(this.address.baseUrl() + "/api/slow-supplier?sku={sku}", sku)
			.retrieve()
			.body(Stock.class);
		return Objects.requireNonNull(stock, "The supplier answered with nothing");
	}

}
