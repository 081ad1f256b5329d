package io.perfstarter.sample.data;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.perfstarter.sample.SampleProperties;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fills an empty shop. The same sizes always give the same data.
 */
@Component
class DataGenerator {

	private static final int BATCH = 1000;

	private static final long SEED = 20_260_801;

	private final JdbcTemplate jdbc;

	private final SampleProperties sizes;

	private final Random random = new Random(SEED);

	DataGenerator(JdbcTemplate jdbc, SampleProperties sizes) {
		this.jdbc = jdbc;
		this.sizes = sizes;
	}

	/**
	 * Generate the data, unless there are customers already.
	 * @return whether there was something to do
	 */
	@Transactional
	boolean generate() {
		Long customers = this.jdbc.queryForObject("select count(*) from customers", Long.class);
		if (customers != null && customers > 0) {
			return false;
		}
		this.random.setSeed(SEED);
		categories();
		long[] prices = products();
		customers();
		orders(prices);
		return true;
	}

	private void categories() {
		insert("insert into categories (id, name) values (?, ?)", Words.CATEGORIES.size(),
				(id) -> new Object[] { id, Words.CATEGORIES.get(id - 1) });
	}

	private long[] products() {
		long[] prices = this.random.longs(this.sizes.products(), 199, 20_000).toArray();
		insert("insert into products (id, category_id, sku, name, price_cents) values (?, ?, ?, ?, ?)", prices.length,
				(id) -> new Object[] { id, (id - 1) % Words.CATEGORIES.size() + 1, "SKU-%05d".formatted(id),
						Words.product(id), prices[id - 1] });
		return prices;
	}

	private void customers() {
		LocalDate first = LocalDate.of(2020, 1, 1);
		insert("insert into customers (id, name, email, city, joined_on) values (?, ?, ?, ?, ?)",
				this.sizes.customers(),
				(id) -> new Object[] { id, Words.person(this.random), "customer%d@example.com".formatted(id),
						Words.city(this.random), Date.valueOf(first.plusDays(this.random.nextInt(2000))) });
	}

	private void orders(long[] prices) {
		GeneratedOrders orders = new GeneratedOrders(this.random, this.sizes.customers(), prices);
		for (int from = 1; from <= this.sizes.orders(); from += BATCH) {
			List<Object[]> heads = new ArrayList<>();
			List<Object[]> lines = new ArrayList<>();
			IntStream.range(from, Math.min(from + BATCH, this.sizes.orders() + 1))
				.forEach((id) -> orders.generate(id, heads::add, lines::add));
			this.jdbc.batchUpdate("""
					insert into orders (id, customer_id, reference, legacy_reference, status, placed_at, total_cents)
					values (?, ?, ?, ?, ?, ?, ?)""", heads);
			this.jdbc.batchUpdate(
					"insert into order_lines (order_id, product_id, quantity, price_cents) values (?, ?, ?, ?)", lines);
		}
		// The ids above were given, so the database has to be told where to go on
		this.jdbc.execute("alter table orders alter column id restart with " + (this.sizes.orders() + 1));
	}

	private void insert(String sql, int count, IntFunction<Object[]> row) {
		this.jdbc.batchUpdate(sql, IntStream.rangeClosed(1, count).mapToObj(row).toList());
	}

}
