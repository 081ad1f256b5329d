package io.perfstarter.analysis;

import java.util.List;

import io.perfstarter.series.TestBed;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.LoadCause.Kind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recommended against associations that are loaded one by one.
 */
class AdviceTests {

	private static final String ORDERS = "select * from orders where status = ?";

	private static final LoadCause LINES = new LoadCause(Kind.LAZY_COLLECTION, "Order.lines", "Line", false);

	private static final LoadCause TAXES = new LoadCause(Kind.LAZY_COLLECTION, "Line.taxes", "Tax", false);

	private final TestBed bed = new TestBed();

	private final Findings findings = new Findings(this.bed.suspects(), new Analyzer(), this.bed.store(), List.of(),
			this.bed.clock());

	/** Reads ten rows, then each cause six times. */
	private String advice(String source, String association, LoadCause... causes) {
		this.bed.run(TestBed.http("GET /orders"), 1_000_000_000, (execution) -> {
			Track track = execution.track();
			long at = execution.startNanos();
			run(track, at++, TestBed.statement(source), 0, 10);
			for (LoadCause cause : causes) {
				track.cause(cause);
				for (int i = 0; i < 6; i++) {
					run(track, at++, TestBed.statement("select * from " + cause.entity() + " where id = ?"), i, 2);
				}
				track.cause(null);
			}
		});
		return this.findings.report(null, null)
			.findings()
			.stream()
			.filter((finding) -> association.equals(finding.evidence().association()))
			.findFirst()
			.orElseThrow()
			.recommendation();
	}

	private static void run(Track track, long at, Statement statement, int bind, int rows) {
		int event = track.query(statement, at, 1, 0, false, false, 0);
		track.bind(event, bind);
		track.rows(event, track.generation(), statement, rows);
	}

	@Test
	void collection() {
		assertThat(advice(ORDERS, "Order.lines", LINES))
			.isEqualTo("Put `@EntityGraph(attributePaths = \"lines\")` on the repository method that reads Order; "
					+ "or `left join fetch x.lines` in its query; or `@BatchSize(size = 50)` on `Order.lines`.");
	}

	/**
	 * Fetched with the page, Hibernate would, before version 7.4 always, cut the page out
	 * in memory.
	 */
	@Test
	void collectionOfAPage() {
		assertThat(advice(ORDERS + " fetch first ? rows only", "Order.lines", LINES)).isEqualTo(
				"Put `@BatchSize(size = 50)` on `Order.lines`; or, as the query of the repository method that reads "
						+ "Order has a limit, which Hibernate may apply in memory to what comes with a collection, read "
						+ "only the ids there and then all by their ids, with `@EntityGraph(attributePaths = \"lines\")`.");
	}

	@Test
	void collectionOfACollection() {
		assertThat(advice(ORDERS, "Line.taxes", LINES, TAXES)).contains(
				"`@EntityGraph(attributePaths = \"lines.taxes\")`",
				"`left join fetch x.lines y left join fetch y.taxes`", "`@BatchSize(size = 50)` on `Line.taxes`",
				"`Set`");
	}

	@Test
	void referenceOfAPage() {
		assertThat(advice(ORDERS + " fetch first ? rows only", "Order.customer",
				new LoadCause(Kind.LAZY_ENTITY, "Order.customer", "Customer", false)))
			.contains("`@EntityGraph(attributePaths = \"customer\")`", "on the entity `Customer`")
			.doesNotContain("limit");
	}

	@Test
	void eagerReference() {
		assertThat(advice(ORDERS, "Person.passport",
				new LoadCause(Kind.EAGER_ENTITY, "Person.passport", "Passport", false)))
			.startsWith("Map Person.passport with `fetch = FetchType.LAZY` (which the side of a `@OneToOne` that has "
					+ "`mappedBy` ignores); where it is needed, put `@EntityGraph(attributePaths = \"passport\")`");
	}

}
