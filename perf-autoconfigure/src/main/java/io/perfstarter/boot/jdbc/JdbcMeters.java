package io.perfstarter.boot.jdbc;

import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.StatementCatalog;

/**
 * Makes the meter of each data source.
 */
final class JdbcMeters {

	private final JdbcMeasuring measuring;

	private final SeriesStore store;

	JdbcMeters(JdbcMeasuring measuring, SeriesStore store) {
		this.measuring = measuring;
		this.store = store;
	}

	JdbcMeter meter(String dataSource) {
		return new JdbcMeter(this.measuring, this.store.dataSource(dataSource),
				new StatementCatalog(dataSource, this.store::canonical));
	}

	Guard guard() {
		return this.measuring.guard();
	}

}
