package io.perfstarter.sample.async;

import java.util.Objects;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts the orders that wait, with one statement on the calling thread.
 */
@Component
class OpenOrders {

	private final JdbcTemplate jdbc;

	OpenOrders(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	OpenCount count() {
		Long count = this.jdbc.queryForObject("select count(*) from orders where status = 'OPEN'", Long.class);
		return new OpenCount(Objects.requireNonNull(count));
	}

	/**
	 * The answer.
	 *
	 * @param open the number of open orders
	 */
	record OpenCount(long open) {

	}

}
