package io.perfstarter.boot.jdbc.app;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/**
 * The application's own code, in the way of both JPA and JDBC.
 */
public class ItemService {

	private final ItemRepository repository;

	private final JdbcTemplate jdbc;

	public ItemService(ItemRepository repository, JdbcTemplate jdbc) {
		this.repository = repository;
		this.jdbc = jdbc;
	}

	@Transactional
	public List<Item> findThroughRepository(String prefix) {
		return this.repository.findByNameStartingWith(prefix);
	}

	public List<String> findThroughTemplate(String name) {
		Supplier<List<String>> query = () -> this.jdbc.queryForList("select name from item where name = ?",
				String.class, name);
		return query.get();
	}

	/** Writes the same table through JPA and through JDBC, and fails if told to. */
	@Transactional
	public long saveBoth(String name, boolean fail) {
		this.repository.saveAndFlush(new Item(name));
		Long seen = this.jdbc.queryForObject("select count(*) from item where name = ?", Long.class, name);
		this.jdbc.update("insert into item (name) values (?)", name);
		if (fail) {
			throw new IllegalStateException("Told to fail");
		}
		return (seen != null) ? seen : 0;
	}

	@Transactional
	public void rename(String from, String to) {
		this.repository.findByNameStartingWith(from).forEach((item) -> item.setName(to));
	}

}
