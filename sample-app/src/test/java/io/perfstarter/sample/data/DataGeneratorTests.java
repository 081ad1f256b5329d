package io.perfstarter.sample.data;

import java.time.Duration;

import io.perfstarter.sample.SampleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

class DataGeneratorTests {

	private EmbeddedDatabase database;

	@BeforeEach
	void create() {
		this.database = newDatabase();
	}

	@AfterEach
	void drop() {
		this.database.shutdown();
	}

	@Test
	void fillsTheShop() {
		assertThat(generate(this.database, 2000, 200, 20_000)).isTrue();
		assertThat(count("select count(*) from customers")).isEqualTo(2000);
		assertThat(count("select count(*) from orders")).isEqualTo(20_000);
		assertThat(count("select count(*) from products")).isEqualTo(200);
		assertThat(count("select count(*) from categories")).isEqualTo(10);
		assertThat(count("select count(distinct name) from products")).isEqualTo(200);
		assertThat(count("select min(n) from (select count(*) n from order_lines group by order_id)")).isOne();
		assertThat(count("select count(distinct order_id) from order_lines")).isEqualTo(20_000);
		assertThat(count("select count(*) from orders where reference <> legacy_reference")).isZero();
		assertThat(count("select sum(total_cents) from orders"))
			.isEqualTo(count("select sum(quantity * price_cents) from order_lines"));
	}

	@Test
	void oldestOpenOrdersAreByDifferentCustomers() {
		generate(this.database, 2000, 200, 2000);
		assertThat(count("""
				select count(distinct customer_id) from
				(select customer_id from orders where status = 'OPEN' order by placed_at limit 50)""")).isEqualTo(50);
	}

	@Test
	void givesTheSameDataEveryTime() {
		EmbeddedDatabase other = newDatabase();
		try {
			generate(this.database, 50, 20, 1500);
			generate(other, 50, 20, 1500);
			assertThat(content(this.database)).isEqualTo(content(other));
		}
		finally {
			other.shutdown();
		}
	}

	@Test
	void leavesAFilledShopAlone() {
		assertThat(generate(this.database, 50, 20, 100)).isTrue();
		assertThat(generate(this.database, 50, 20, 100)).isFalse();
		assertThat(count("select count(*) from orders")).isEqualTo(100);
	}

	@Test
	void newOrdersGetTheNextIds() {
		generate(this.database, 50, 20, 100);
		new JdbcTemplate(this.database).update("""
				insert into orders (customer_id, reference, legacy_reference, status, placed_at, total_cents)
				values (1, 'N-1', 'N-1', 'OPEN', current_timestamp, 1)""");
		assertThat(count("select max(id) from orders")).isEqualTo(101);
	}

	private static EmbeddedDatabase newDatabase() {
		return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
			.generateUniqueName(true)
			.addScript("schema.sql")
			.build();
	}

	private static boolean generate(EmbeddedDatabase database, int customers, int products, int orders) {
		SampleProperties sizes = new SampleProperties(false, Duration.ofSeconds(1), customers, products, orders);
		return new DataGenerator(new JdbcTemplate(database), sizes).generate();
	}

	private static String content(EmbeddedDatabase database) {
		JdbcTemplate jdbc = new JdbcTemplate(database);
		return jdbc.queryForList("select * from customers order by id").toString()
				+ jdbc.queryForList("select * from products order by id")
				+ jdbc.queryForList("select * from orders order by id")
				+ jdbc.queryForList("select * from order_lines order by id");
	}

	private long count(String sql) {
		return new JdbcTemplate(this.database).queryForObject(sql, Long.class);
	}

}
