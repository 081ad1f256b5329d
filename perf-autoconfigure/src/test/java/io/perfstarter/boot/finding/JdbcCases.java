package io.perfstarter.boot.finding;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.perfstarter.analysis.FindingType;
import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.RestController;

/**
 * Requests that read and write by SQL of their own, on the same data.
 */
@RestController
class JdbcCases {

	private static final String BOOKS = "select title from book where author_id = ?";

	private final JdbcTemplate jdbc;

	private final Tracer tracer;

	JdbcCases(JdbcTemplate jdbc, Tracer tracer) {
		this.jdbc = jdbc;
		this.tracer = tracer;
	}

	private List<Long> authors() {
		return this.jdbc.queryForList("select id from author order by id", Long.class);
	}

	/** Problem: one query for each row of another. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void loop() {
		authors().forEach((id) -> this.jdbc.queryForList(BOOKS, String.class, id));
	}

	/** Problem: the same, with the values as literals in the text. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void loopWithLiterals() {
		authors().forEach((id) -> this.jdbc.queryForList("select title from book where author_id = " + id));
	}

	/** Problem: literals in texts that are prepared. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void loopWithPreparedLiterals() {
		authors().forEach((id) -> this.jdbc.query("select title from book where author_id = " + id, (statement) -> {
		}, (row, number) -> row.getString(1)));
	}

	/** Problem: a count for each row. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void countForEach() {
		authors()
			.forEach((id) -> this.jdbc.queryForObject("select count(*) from book where author_id = ?", Long.class, id));
	}

	/** Problem: the latest two of each; a limit makes it no page. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void latestOfEach() {
		authors().forEach((id) -> this.jdbc.queryForList(BOOKS + " order by id desc limit 2", String.class, id));
	}

	/** Problem: a lookup with a range for each row of another, as prices have. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void priceOfEach() {
		authors()
			.forEach((id) -> this.jdbc.queryForList("select title from book where author_id = ? and id > ? and id < ?",
					String.class, id, 0, 9999));
	}

	/** Problem, nested: books of authors, reviews of books. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 2)
	public void nestedLoops() {
		for (Long author : authors()) {
			this.jdbc.queryForList("select id from book where author_id = ?", Long.class, author)
				.forEach((book) -> this.jdbc.queryForList("select stars from review where book_id = ?", book));
		}
	}

	/** Problem, twice: two places each loop over the same statement. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 2)
	public void twoLoops() {
		List<Long> ids = authors();
		ids.subList(0, 10).forEach((id) -> this.jdbc.queryForList(BOOKS, String.class, id));
		ids.subList(10, 20).forEach((id) -> this.jdbc.queryForList(BOOKS, String.class, id));
	}

	/** Problem: a tree that is read node by node, by the statement itself. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void tree() {
		children(1);
	}

	private void children(long parent) {
		this.jdbc.queryForList("select id from category where parent_id = ?", Long.class, parent)
			.forEach(this::children);
	}

	/** Problem: one query for each row, on several threads at once. */
	@Finds(value = FindingType.N_PLUS_ONE, count = 1)
	public void parallelLoop() {
		parallel(authors().stream()
			.<Runnable>map((id) -> () -> this.jdbc.queryForList(BOOKS, String.class, id))
			.toList());
	}

	/** Problem: the same setting is read eight times. */
	@Finds(value = FindingType.CACHEABLE_READ, count = 1)
	public void sameSetting() {
		for (int i = 0; i < 8; i++) {
			this.jdbc.queryForList("select content from setting where name = ?", String.class, "s1");
		}
	}

	/** Problem: a whole table is read again for each row of another. */
	@Finds(value = FindingType.CACHEABLE_READ, count = 1)
	public void sameTable() {
		authors().forEach((id) -> this.jdbc.queryForList("select id, name from agent"));
	}

	/** Problem: 12 inserts, one at a time. */
	@Finds(value = FindingType.MISSING_BATCH, count = 1)
	public void insertLoop() {
		for (int i = 0; i < 12; i++) {
			this.jdbc.update("insert into event (text) values (?)", "e" + i);
		}
	}

	/** Problem: a change for each row of another. */
	@Finds(value = FindingType.MISSING_BATCH, count = 1)
	public void updateLoop() {
		authors().forEach((id) -> this.jdbc.update("update author set name = ? where id = ?", "Author " + id, id));
	}

	/** Problem: all rows of a large table for one answer. */
	@Finds(value = FindingType.UNBOUNDED_RESULT, count = 1)
	public void allRows() {
		this.jdbc.queryForList("select text from note", String.class);
	}

	/** Legitimate: all at once. */
	@Finds
	public void inList() {
		List<Long> ids = authors();
		this.jdbc.queryForList("select title from book where author_id in (" + "?, ".repeat(19) + "?)", String.class,
				ids.toArray());
	}

	/** Legitimate: lists of many ids, ten at a time. */
	@Finds
	public void chunkedInLists() {
		List<Long> ids = this.jdbc.queryForList("select id from book order by id", Long.class);
		for (int i = 0; i < ids.size(); i += 10) {
			this.jdbc.queryForList("select stars from review where book_id in (" + "?, ".repeat(9) + "?)",
					ids.subList(i, i + 10).toArray());
		}
	}

	/** Legitimate: four lookups are too few. */
	@Finds
	public void fewLookups() {
		authors().subList(0, 4).forEach((id) -> this.jdbc.queryForList(BOOKS, String.class, id));
	}

	/** Legitimate: the same statement from two places, three times each. */
	@Finds
	public void twoPlacesThreeTimes() {
		List<Long> ids = authors();
		ids.subList(0, 3).forEach((id) -> this.jdbc.queryForList(BOOKS, String.class, id));
		ids.subList(3, 6).forEach((id) -> this.jdbc.queryForList(BOOKS, String.class, id));
	}

	/** Legitimate: a JDBC batch. */
	@Finds
	public void jdbcBatch() {
		List<Object[]> rows = IntStream.range(0, 30).mapToObj((i) -> new Object[] { "b" + i }).toList();
		this.jdbc.batchUpdate("insert into event (text) values (?)", rows);
	}

	/** Legitimate: several rows with each insert. */
	@Finds
	public void insertsOfManyRows() {
		for (int i = 0; i < 6; i++) {
			this.jdbc.update("insert into event (text) values (?), (?), (?), (?), (?)", 1, 2, 3, 4, 5);
		}
	}

	/** Legitimate: each of six changes is of many rows. */
	@Finds
	public void changesOfManyRows() {
		for (int i = 0; i < 6; i++) {
			this.jdbc.update("update review set stars = ? where stars = ?", i, i);
			this.jdbc.update("update review set stars = stars where id <= ?", 500 + i);
		}
	}

	/** Legitimate: large, but bounded by the statement itself. */
	@Finds
	public void largeButBounded() {
		this.jdbc.queryForList("select text from note order by id fetch first 1200 rows only", String.class);
	}

	/** Legitimate: a sequence gives another value each time. */
	@Finds
	public void sequence() {
		for (int i = 0; i < 8; i++) {
			this.jdbc.queryForObject("select next value for event_seq", Long.class);
		}
	}

	/**
	 * Legitimate: twelve months of a chart, each by its range, after settings were read
	 * that have nothing to do with it.
	 */
	@Finds
	public void chartByMonth() {
		this.jdbc.queryForList("select name, content from setting");
		for (int month = 0; month < 12; month++) {
			this.jdbc.queryForObject("select count(*) from note where id >= ? and id < ?", Long.class, month * 100,
					month * 100 + 100);
		}
	}

	/**
	 * Legitimate, and found all the same: counts of a dashboard, each by a constant. That
	 * the settings read before have nothing to do with them is not to be seen.
	 */
	@Finds
	public void dashboard() {
		this.jdbc.queryForList("select name, content from setting");
		for (int stars = 0; stars < 6; stars++) {
			this.jdbc.queryForObject("select count(*) from review where stars = ?", Long.class, stars);
		}
	}

	/** Legitimate: the same values, but something was changed in between. */
	@Finds
	public void readAfterEachChange() {
		for (int i = 0; i < 3; i++) {
			sum();
			this.jdbc.update("update account set amount = amount + 1 where id = ?", 1);
			sum();
			this.jdbc.update("update account set amount = amount - 1 where id = ? and amount > 0", 1);
		}
	}

	private void sum() {
		this.jdbc.queryForObject("select sum(amount) from account", Long.class);
	}

	/** Legitimate: different questions at the same time. */
	@Finds
	public void parallelQuestions() {
		this.jdbc.queryForList("select name, content from setting");
		parallel(List.of("author", "book", "review", "note", "agent", "category")
			.stream()
			.<Runnable>map((table) -> () -> this.jdbc.queryForObject("select count(*) from " + table, Long.class))
			.toList());
	}

	private void parallel(List<Runnable> tasks) {
		Execution execution = this.tracer.capture();
		CompletableFuture.allOf(tasks.stream().map((task) -> CompletableFuture.runAsync(() -> {
			Branch branch = this.tracer.branch(execution);
			try {
				task.run();
			}
			finally {
				this.tracer.endBranch(branch);
			}
		})).toArray(CompletableFuture[]::new)).join();
	}

}
