package io.perfstarter.sample.order;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes all orders as CSV while it reads them.
 */
@Component
class OrderExport {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	OrderExport(DataSource dataSource, PlatformTransactionManager transactionManager) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setFetchSize(500);
		// PostgreSQL heeds the fetch size in a transaction only; without one it sends all
		// rows at once
		this.transaction = new TransactionTemplate(transactionManager);
		this.transaction.setReadOnly(true);
	}

	void writeTo(OutputStream output) throws IOException {
		Writer writer = new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
		writer.write("reference,status,total_cents\n");
		this.transaction.executeWithoutResult(
				(status) -> this.jdbc.query("select reference, status, total_cents from orders order by id", (row) -> {
					write(writer, row);
				}));
		writer.flush();
	}

	private static void write(Writer writer, ResultSet row) throws SQLException {
		try {
			writer.write(row.getString(1) + "," + row.getString(2) + "," + row.getLong(3) + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
