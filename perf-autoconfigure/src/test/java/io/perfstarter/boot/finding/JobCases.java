package io.perfstarter.boot.finding;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.analysis.FindingType;
import io.perfstarter.boot.finding.app.Author;
import io.perfstarter.boot.finding.app.Authors;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Jobs, and one request that fills a cache.
 */
@Component
class JobCases {

	private final JdbcTemplate jdbc;

	private final Authors authors;

	private final TransactionTemplate transaction;

	private final MovingClock clock;

	private final Set<Integer> cached = ConcurrentHashMap.newKeySet();

	JobCases(JdbcTemplate jdbc, Authors authors, TransactionTemplate transaction, MovingClock clock) {
		this.jdbc = jdbc;
		this.authors = authors;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Legitimate: a table is read in pages, each after the last id of the one before. */
	@Job
	@Finds
	public void keysetPaging() {
		long last = 0;
		List<Long> page;
		do {
			page = this.jdbc.queryForList("select id from note where id > ? order by id limit 100", Long.class, last);
			last = page.isEmpty() ? last : page.get(page.size() - 1);
		}
		while (page.size() == 100);
	}

	/** Legitimate: a table is read in pages by offset. */
	@Job
	@Finds
	public void offsetPaging() {
		for (int offset = 0; offset < 1000; offset += 100) {
			this.jdbc.queryForList("select id from note order by id offset ? rows fetch next 100 rows only", offset);
		}
	}

	/** Legitimate: a table is read in ranges of its ids. */
	@Job
	@Finds
	public void rangeChunks() {
		this.jdbc.queryForMap("select min(id) as least, max(id) as most from note");
		for (int from = 0; from < 1000; from += 100) {
			this.jdbc.queryForList("select text from note where id between ? and ?", String.class, from, from + 99);
		}
	}

	/** Legitimate: asks every 100 ms whether there is work. */
	@Job
	@Finds
	public void polling() {
		for (int i = 0; i < 10; i++) {
			this.jdbc.queryForList("select id from event where text = ?", "urgent");
			this.clock.advance(100);
		}
	}

	/** Legitimate: writes how far it is, every now and then. */
	@Job
	@Finds
	public void progress() {
		for (int i = 0; i < 10; i++) {
			this.jdbc.update("update setting set content = ? where name = ?", "" + i, "progress");
			this.clock.advance(200);
		}
	}

	/** Legitimate: an export reads all there is. */
	@Job
	@Finds
	public void export() {
		this.jdbc.query("select id, text from note order by id", (row) -> {
		});
	}

	/**
	 * Legitimate: one item, one transaction, so that it can be restarted in the middle.
	 */
	@Job
	@Finds
	public void transactionForEach() {
		for (Long id : this.jdbc.queryForList("select id from author order by id", Long.class)) {
			this.transaction.executeWithoutResult((status) -> {
				String name = this.jdbc.queryForObject("select name from author where id = ?", String.class, id);
				this.jdbc.update("update author set name = ? where id = ?", name, id);
			});
		}
	}

	/** Legitimate: each run finds another value missing in its cache, and reads it. */
	@Job
	@Finds
	public void cacheFill() {
		this.jdbc.queryForList("select name, content from setting");
		for (int key = 0; key < 20; key++) {
			if (this.cached.add(key)) {
				this.jdbc.queryForList("select name from agent where id = ?", key);
				break;
			}
		}
	}

	/** Problem: a job, too, should not load the books of each author on their own. */
	@Job
	@Finds(value = FindingType.N_PLUS_ONE, associations = "Author.books", count = 1)
	public void lazyInJob() {
		this.transaction.executeWithoutResult(
				(status) -> this.authors.findAllByOrderById().forEach((author) -> author.books.size()));
	}

	/** Problem: rows that one transaction writes one by one. */
	@Job
	@Finds(value = FindingType.MISSING_BATCH, count = 1)
	public void importRows() {
		this.transaction.executeWithoutResult((status) -> {
			for (int i = 0; i < 50; i++) {
				this.jdbc.update("insert into event (text) values (?)", "i" + i);
			}
		});
	}

	/**
	 * Problem: the same author is loaded by different queries in sessions of their own.
	 */
	@Job
	@Finds(value = FindingType.REPEATED_ROW, count = 1)
	public void sameRow() {
		Author author = this.authors.findById(1).orElseThrow();
		for (int i = 0; i < 3; i++) {
			this.authors.findById(author.id);
			this.authors.findByName(author.name);
		}
	}

	/** Problem: the same author by the same query, in sessions of its own. */
	@Job
	@Finds(value = FindingType.CACHEABLE_READ, count = 1)
	public void sameQuery() {
		for (int i = 0; i < 8; i++) {
			this.authors.findByName("Author 2");
		}
	}

}
