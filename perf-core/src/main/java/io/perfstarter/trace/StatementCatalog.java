package io.perfstarter.trace;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;

import io.perfstarter.sql.SqlDialect;
import io.perfstarter.sql.SqlNormalizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Statement} of a SQL text without normalising the same text twice.
 * Thread-safe and without locks.
 * <p>
 * A fixed table of weak references: a text that was seen is found by its hash in a few
 * nanoseconds, a collision or a collected entry only costs another normalising. So the
 * catalog keeps neither the application's texts (which may hold literals) nor statements
 * alive, however many different texts there are.
 */
public final class StatementCatalog {

	private static final int SLOTS = 4096;

	private final String dataSource;

	private final UnaryOperator<Statement> canonical;

	private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

	private volatile SqlDialect dialect = SqlDialect.STANDARD;

	/**
	 * Creates a catalog.
	 * @param dataSource the bean name of the data source whose statements these are
	 * @param canonical gives the statement that is already kept under the same id, or the
	 * argument itself
	 */
	public StatementCatalog(String dataSource, UnaryOperator<Statement> canonical) {
		this.dataSource = dataSource;
		this.canonical = canonical;
	}

	/**
	 * Tells which SQL dialect the data source speaks, once it is known.
	 * @param dialect the dialect for texts not seen yet
	 */
	public void dialect(SqlDialect dialect) {
		this.dialect = dialect;
	}

	/**
	 * Returns the statement of a text.
	 * @param sql the text as the application gave it to JDBC
	 * @return its normalised statement
	 */
	public Statement statement(String sql) {
		int hash = sql.hashCode();
		int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
		Entry entry = this.slots.getAcquire(slot);
		if (entry != null && entry.hash == hash) {
			String known = entry.get();
			if (sql.equals(known)) {
				Statement statement = entry.statement.get();
				if (statement != null) {
					return statement;
				}
			}
		}
		Statement statement = this.canonical
			.apply(new Statement(this.dataSource, SqlNormalizer.normalize(sql, this.dialect)));
		this.slots.setRelease(slot, new Entry(sql, hash, statement));
		return statement;
	}

	private static final class Entry extends WeakReference<String> {

		private final int hash;

		private final WeakReference<Statement> statement;

		Entry(String sql, int hash, Statement statement) {
			super(sql);
			this.hash = hash;
			this.statement = new WeakReference<>(statement);
		}

	}

}
