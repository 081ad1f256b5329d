package io.perfstarter.sample.product;

import java.util.Optional;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks products up, with and without a cache.
 */
@Service
public class ProductCatalog {

	private final ProductRepository products;

	ProductCatalog(ProductRepository products) {
		this.products = products;
	}

	@Cacheable("products")
	public Optional<ProductView> findCached(long id) {
		return find(id);
	}

	public Optional<ProductView> find(long id) {
		return this.products.findWithCategoryById(id).map(ProductView::of);
	}

	@CacheEvict(cacheNames = "products", key = "#id")
	@Transactional
	public boolean changePrice(long id, long cents) {
		Optional<Product> product = this.products.findById(id);
		product.ifPresent((found) -> found.setPriceCents(cents));
		return product.isPresent();
	}

}
