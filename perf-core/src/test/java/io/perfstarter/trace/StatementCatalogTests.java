package io.perfstarter.trace;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.perfstarter.sql.SqlDialect;
import io.perfstarter.sql.Verb;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StatementCatalog}.
 */
class StatementCatalogTests {

	private final Map<String, Statement> kept = new ConcurrentHashMap<>();

	private final StatementCatalog catalog = new StatementCatalog("main",
			(statement) -> this.kept.computeIfAbsent(statement.id(), (id) -> statement));

	@Test
	void theSameTextIsTheSameStatement() {
		Statement statement = this.catalog.statement("select * from Orders where id = 5");
		assertThat(this.catalog.statement("select * from Orders where id = 5")).isSameAs(statement);
		assertThat(this.catalog.statement(new StringBuilder("select * from Orders where id = 5").toString()))
			.isSameAs(statement);
		assertThat(this.catalog.statement("select * from Orders where id = 6")).isSameAs(statement);
		assertThat(statement.sql()).isEqualTo("select * from Orders where id = ?");
		assertThat(statement.verb()).isEqualTo(Verb.SELECT);
		assertThat(statement.table()).isEqualTo("orders");
		assertThat(statement.dataSource()).isEqualTo("main");
	}

	@Test
	void textsOfOneHashAreToldApart() {
		Statement first = this.catalog.statement("select Aa from t");
		Statement second = this.catalog.statement("select BB from t");
		assertThat("select Aa from t").hasSameHashCodeAs("select BB from t");
		assertThat(second).isNotEqualTo(first);
		assertThat(this.catalog.statement("select Aa from t")).isSameAs(first);
		assertThat(this.catalog.statement("select BB from t")).isSameAs(second);
	}

	@Test
	void manyMoreTextsThanPlaces() {
		for (int round = 0; round < 2; round++) {
			for (int i = 0; i < 20_000; i++) {
				assertThat(this.catalog.statement("select c" + i + " from t").sql())
					.isEqualTo("select c" + i + " from t");
			}
		}
		assertThat(this.kept).hasSize(20_000);
	}

	@Test
	void anotherDataSourceIsAnotherStatement() {
		StatementCatalog other = new StatementCatalog("other", (statement) -> statement);
		Statement statement = this.catalog.statement("select 1 from t");
		assertThat(other.statement("select 1 from t")).isNotEqualTo(statement);
	}

	@Test
	void textsAreReadInTheDialect() {
		String sql = "select `a` from t where b = \"x\"";
		this.catalog.dialect(SqlDialect.MYSQL);
		assertThat(this.catalog.statement(sql).sql()).doesNotContain("x");
	}

	@Test
	void theApplicationsTextIsNotKept() {
		String text = "select * from t where name = 'secret'";
		String[] sql = { new StringBuilder(text).toString() };
		WeakReference<String> reference = new WeakReference<>(sql[0]);
		Statement statement = this.catalog.statement(sql[0]);
		sql[0] = null;
		assertThat(isCollected(reference)).isTrue();
		assertThat(this.catalog.statement(text)).isSameAs(statement);
	}

	@Test
	void aTextWithoutValuesIsShared() {
		String sql = new StringBuilder("select * from t where name = ?").toString();
		assertThat(this.catalog.statement(sql).sql()).isSameAs(sql);
	}

	@Test
	void statementsThatNobodyKeepsAreNotKept() {
		StatementCatalog weak = new StatementCatalog("main", (statement) -> statement);
		String sql = "select * from t where id = 7";
		assertThat(isCollected(new WeakReference<>(weak.statement(sql)))).isTrue();
		assertThat(weak.statement(sql).sql()).isEqualTo("select * from t where id = ?");
	}

	private static boolean isCollected(WeakReference<?> reference) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (reference.get() != null && System.nanoTime() - deadline < 0) {
			System.gc();
		}
		return reference.get() == null;
	}

}
