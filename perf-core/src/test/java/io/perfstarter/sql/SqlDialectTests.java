package io.perfstarter.sql;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlDialect}.
 */
class SqlDialectTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			jdbc:mysql://db:3306/app               | MYSQL
			jdbc:MySQL:replication://a,b/app       | MYSQL
			jdbc:mariadb://db/app                  | MYSQL
			jdbc:tc:mysql:8.0://host/app           | MYSQL
			jdbc:aws-wrapper:mysql://db/app        | MYSQL
			jdbc-secretsmanager:mysql://db/app     | MYSQL
			jdbc:postgresql://db/app               | POSTGRESQL
			jdbc:postgresql:app                    | POSTGRESQL
			jdbc:tc:postgis:16:///app              | POSTGRESQL
			jdbc:p6spy:postgresql://db/app         | POSTGRESQL
			jdbc:otel:postgresql://db/app          | POSTGRESQL
			jdbc:redshift://db/app                 | POSTGRESQL
			jdbc:sqlserver://db;databaseName=app   | SQLSERVER
			jdbc:jtds:sqlserver://db/app           | SQLSERVER
			jdbc:h2:mem:mysql                      | STANDARD
			jdbc:h2:mem:app;MODE=PostgreSQL        | STANDARD
			jdbc:oracle:thin:@db:1521/mysql        | STANDARD
			jdbc:hsqldb:mem:app                    | STANDARD
			jdbc:derby:memory:app                  | STANDARD
			jdbc:                                  | STANDARD
			nonsense                               | STANDARD
			''                                     | STANDARD
			""")
	void dialectIsKnownFromUrl(String url, SqlDialect expected) {
		assertThat(SqlDialect.ofUrl(url)).isEqualTo(expected);
	}

}
