package io.perfstarter.sample.product;

import java.io.Serializable;

/**
 * What is told about a product, and what is cached: plain values, so that any cache can
 * hold it.
 *
 * @param id the product's id
 * @param sku the number that the supplier knows it by
 * @param name its name
 * @param category the name of its category
 * @param priceCents its price in cents
 */
public record ProductView(long id, String sku, String name, String category, long priceCents) implements Serializable {

	static ProductView of(Product product) {
		return new ProductView(product.getId(), product.getSku(), product.getName(), product.getCategory().getName(),
				product.getPriceCents());
	}

}
