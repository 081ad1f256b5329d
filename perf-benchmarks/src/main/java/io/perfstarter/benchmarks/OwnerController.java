package io.perfstarter.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Three routes: eight queries with a connection each, eight with one, and none.
 */
@RestController
class OwnerController {

	/**
	 * Queries that one call of {@code /owners/{id}} runs.
	 */
	static final int QUERIES = 8;

	private static final RowMapper<String> NAME = (rs, row) -> rs.getString(1);

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	OwnerController(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Eight look-ups by primary key, four distinct statements. Without a transaction each
	 * borrows a connection.
	 */
	@GetMapping("/owners/{id}")
	Owner owner(@PathVariable("id") int id) {
		String name = name("select name from owner where id = ?", id);
		String city = name("select name from city where id = ?", id % 10);
		List<Pet> pets = new ArrayList<>(3);
		for (int i = 0; i < 3; i++) {
			int pet = id * 3 + i;
			pets.add(new Pet(pet, name("select name from pet where id = ?", pet),
					name("select name from pet_type where id = ?", pet % 6)));
		}
		return new Owner(id, name, city, pets);
	}

	/**
	 * The same in one transaction, hence with one connection.
	 */
	@GetMapping("/owners-tx/{id}")
	@Nullable Owner ownerInTransaction(@PathVariable("id") int id) {
		return this.transaction.execute((status) -> owner(id));
	}

	@GetMapping("/plain")
	Pet plain() {
		return new Pet(1, "Leo", "cat");
	}

	private @Nullable String name(String sql, int id) {
		return this.jdbc.queryForObject(sql, NAME, id);
	}

	record Pet(int id, @Nullable String name, @Nullable String type) {
	}

	record Owner(int id, @Nullable String name, @Nullable String city, List<Pet> pets) {
	}

}
