package io.perfstarter.sample.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Says how the first orders rank among all by their sums: the same answer twice.
 */
@Component
class Ranking {

	private static final int SHOWN = 250;

	private final JdbcTemplate jdbc;

	Ranking(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Rank by reading the whole table once for each row that is shown.
	 * @return the first orders, best rank first
	 */
	List<RankedOrder> bySubselect() {
		return this.jdbc.query("""
				select o.reference, o.total_cents,
					(select count(*) from orders p where p.total_cents > o.total_cents) + 1 as place
				from orders o where o.id <= ? order by place, o.reference""", Ranking::map, SHOWN);
	}

	/**
	 * Rank by sorting the table once.
	 * @return the first orders, best rank first
	 */
	List<RankedOrder> byWindow() {
		return this.jdbc.query("""
				select r.reference, r.total_cents, r.place
				from (select id, reference, total_cents, rank() over (order by total_cents desc) as place
					from orders) r
				where r.id <= ? order by r.place, r.reference""", Ranking::map, SHOWN);
	}

	private static RankedOrder map(ResultSet row, int number) throws SQLException {
		return new RankedOrder(row.getString(1), row.getLong(2), row.getLong(3));
	}

}
