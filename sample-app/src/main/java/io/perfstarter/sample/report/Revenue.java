package io.perfstarter.sample.report;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.boot.Performance;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Adds up from time to time what the customers of each city have ordered: a job, one part
 * of which is measured by itself.
 */
@Component
class Revenue {

	private final Map<String, Long> centsByCity = new ConcurrentHashMap<>();

	private final JdbcTemplate jdbc;

	private final Performance performance;

	Revenue(JdbcTemplate jdbc, Performance performance) {
		this.jdbc = jdbc;
		this.performance = performance;
	}

	@Scheduled(initialDelayString = "${sample.revenue-interval:10s}",
			fixedDelayString = "${sample.revenue-interval:10s}")
	void refresh() {
		try (Performance.Step step = this.performance.step("revenue by city").kind("batch")) {
			this.jdbc.query("""
					select c.city, sum(o.total_cents) from orders o join customers c on c.id = o.customer_id
					group by c.city""", (row) -> {
				this.centsByCity.put(row.getString(1), row.getLong(2));
			});
			step.items(this.centsByCity.size());
		}
	}

}
