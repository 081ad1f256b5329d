package io.perfstarter.boot.jdbc;

import java.util.Properties;
import java.util.UUID;

import javax.sql.DataSource;

import io.perfstarter.fixtures.RealPostgres;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.SQLDialect;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The databases that tests run on.
 */
enum Database {

	H2(SQLDialect.H2) {

		@Override
		DataSource driver() {
			JdbcDataSource source = new JdbcDataSource();
			source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
			source.setUser("sa");
			return source;
		}

	},

	POSTGRESQL(SQLDialect.POSTGRES) {

		@Override
		DataSource driver() {
			RealPostgres.Database database = RealPostgres.shared().createDatabase();
			Properties properties = new Properties();
			properties.setProperty("user", database.username());
			properties.setProperty("password", database.password());
			return new DriverManagerDataSource(database.jdbcUrl(), properties);
		}

	};

	private final SQLDialect dialect;

	Database(SQLDialect dialect) {
		this.dialect = dialect;
	}

	SQLDialect dialect() {
		return this.dialect;
	}

	/** An empty database of its own, without a pool. */
	abstract DataSource driver();

}
