package io.perfstarter.sample.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds orders by JDBC. Both columns hold the same; one has an index.
 */
@Component
class OrderSearch {

	private static final String COLUMNS = "select id, reference, status, placed_at, total_cents from orders ";

	private final JdbcTemplate jdbc;

	OrderSearch(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	Optional<FoundOrder> byReference(String reference) {
		return find(COLUMNS + "where reference = ?", reference);
	}

	Optional<FoundOrder> byLegacyReference(String reference) {
		return find(COLUMNS + "where legacy_reference = ?", reference);
	}

	private Optional<FoundOrder> find(String sql, String reference) {
		return this.jdbc.query(sql, OrderSearch::map, reference).stream().findFirst();
	}

	private static FoundOrder map(ResultSet row, int number) throws SQLException {
		return new FoundOrder(row.getLong("id"), row.getString("reference"), row.getString("status"),
				row.getObject("placed_at", OffsetDateTime.class).toInstant(), row.getLong("total_cents"));
	}

}
