package io.perfstarter.sample.supplier;

import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks the supplier how much there is of a product, after reading its number.
 */
@Service
class StockCheck {

	private final JdbcTemplate jdbc;

	private final SupplierClient supplier;

	StockCheck(JdbcTemplate jdbc, SupplierClient supplier) {
		this.jdbc = jdbc;
		this.supplier = supplier;
	}

	/**
	 * Ask inside a transaction, which keeps its connection until the supplier answers.
	 * @param productId the product
	 * @return the stock, or nothing if there is no such product
	 */
	@Transactional(readOnly = true)
	Optional<Stock> holdingConnection(long productId) {
		return check(productId);
	}

	/**
	 * Ask without a transaction: the connection is back in the pool by then.
	 * @param productId the product
	 * @return the stock, or nothing if there is no such product
	 */
	Optional<Stock> releasingConnection(long productId) {
		return check(productId);
	}

	private Optional<Stock> check(long productId) {
		return this.jdbc.queryForList("select sku from products where id = ?", String.class, productId)
			.stream()
			.findFirst()
			.map(this.supplier::stock);
	}

}
