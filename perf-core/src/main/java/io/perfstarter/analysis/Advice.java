package io.perfstarter.analysis;

import java.util.Locale;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what was found and what to do about it, concrete enough to paste.
 */
final class Advice {

	private Advice() {
	}

	/** Returns what was found, in one sentence. */
	static String summary(Finding finding) {
		LoadCause cause = finding.cause();
		int repeats = finding.typicalRepeats();
		String table = table(finding.statement());
		String rendered = finding.isRendering() ? ", while the view renders" : "";
		return switch (finding.type()) {
			case N_PLUS_ONE -> (cause != null)
					? "%s is loaded lazily, one by one, %d times in an execution%s.".formatted(cause.name(), repeats,
							rendered)
					: "%s is read with other values %d times in an execution, after a query that read rows for it%s."
						.formatted(table, repeats, rendered);
			case CACHEABLE_READ ->
				"%s is read with the same values %d times in an execution%s.".formatted(table, repeats, rendered);
			case MISSING_BATCH ->
				"%s is written to %d times in an execution, one statement at a time.".formatted(table, repeats);
			case EAGER_ASSOCIATION ->
				"%s is mapped as eager and loaded one by one, %d times in an execution, though no query asked for it."
					.formatted((cause != null) ? cause.name() : table, repeats);
			case REPEATED_ROW ->
				"The same row of %s is loaded %d times in an execution.".formatted(finding.subject(), repeats);
			case RENDER_QUERIES -> "%d queries run while the view renders.".formatted(repeats);
			case UNBOUNDED_RESULT -> "A request reads up to %d rows of %s with one statement that has no limit."
				.formatted(finding.maxRows(), table);
			case PAGED_IN_MEMORY -> "Up to %d rows of %s are read and the page is cut out of them in memory."
				.formatted(finding.maxRows(), table);
			case REMOTE_CALL_IN_TRANSACTION ->
				"A connection is held during the call to %s.".formatted(finding.subject());
			case IDLE_CONNECTION -> "A connection is held while nothing is asked of it%s.".formatted(rendered);
			case EARLY_CONNECTION -> "A connection is taken long before the first query.";
			case READ_ONLY_WRITE -> "%d changes are made on a read-only connection.".formatted(repeats);
			case REPEATED_ROLLBACK -> (finding.subject() != null)
					? "The transaction is rolled back again and again, by %s.".formatted(finding.subject())
					: "The transaction is rolled back again and again.";
		};
	}

	/** Returns what to do. */
	static String on(Finding finding, @Nullable CallSite sourceSite) {
		LoadCause cause = finding.cause();
		return switch (finding.type()) {
			case N_PLUS_ONE -> (cause != null) ? fetch(cause, finding.source(), sourceSite) : lookups(finding);
			case EAGER_ASSOCIATION -> "Map %s with `fetch = FetchType.LAZY`%s; where it is needed, %s".formatted(
					(cause != null) ? cause.name() : "it",
					(cause != null && cause.kind() == LoadCause.Kind.EAGER_ENTITY)
							? " (which the side of a `@OneToOne` that has `mappedBy` ignores)" : "",
					(cause != null) ? lower(fetch(cause, finding.source(), sourceSite)) : "fetch it with the query.");
			case CACHEABLE_READ -> "Read it once%s and pass the result on, or keep it: `@Cacheable` on the method that "
				.formatted(at(finding.callSite()))
					+ "reads it; with JPA one `@Transactional` around the calls keeps entities that are found by id.";
			case MISSING_BATCH -> batch(finding);
			case REPEATED_ROW ->
				"Load %s once and pass it on: one `@Transactional` around the whole work keeps it in the "
					.formatted(finding.subject()) + "session; several sessions each load it anew.";
			case RENDER_QUERIES -> "Load what the view shows before it renders, in the service, and set "
					+ "`spring.jpa.open-in-view=false`, so that what is missing shows at once.";
			case UNBOUNDED_RESULT ->
				"Read a page at a time: a `Pageable` or `Limit` parameter of the repository method, "
						+ "or `fetch first ? rows only` in the SQL; for exports read with a fetch size and stream.";
			case PAGED_IN_MEMORY ->
				"Page over the ids first (`select o.id from … order by …` with the `Pageable`), then "
						+ "fetch the collection for these ids (`where o.id in :ids`); or drop the fetch and put "
						+ "`@BatchSize(size = 50)` on the collection.";
			case REMOTE_CALL_IN_TRANSACTION ->
				"Call %s before the transaction or after it: read, end the transaction, ".formatted(finding.subject())
						+ "call, then write in a second one. With `spring.jpa.open-in-view=true` the "
						+ "connection may be held until the response; set it to `false`.";
			case IDLE_CONNECTION -> finding.isRendering()
					? "Set `spring.jpa.open-in-view=false`, so that the connection is back in the pool before the view renders."
					: "Compute outside of the transaction: make `@Transactional` smaller, so that it holds only what "
							+ "reads and writes.";
			case EARLY_CONNECTION ->
				"Begin the transaction later: move `@Transactional` to what reads and writes, or let "
						+ "the connection be taken with the first statement "
						+ "(`LazyConnectionDataSourceProxy`; with Hibernate `spring.datasource.hikari.auto-commit=false` and "
						+ "`spring.jpa.properties.hibernate.connection.provider_disables_autocommit=true`).";
			case READ_ONLY_WRITE -> "Take `readOnly = true` off the `@Transactional` of the method that writes: some "
					+ "databases refuse such changes, and a router sends them to a replica.";
			case REPEATED_ROLLBACK ->
				"Look at why it fails; what is known to fail can be checked before the transaction "
						+ "begins, and an exception that is no failure belongs in `noRollbackFor`.";
		};
	}

	private static String fetch(LoadCause cause, Observation.@Nullable Source source, @Nullable CallSite site) {
		int dot = cause.name().lastIndexOf('.');
		if (dot < 0) {
			return "Fetch %s with the query that reads what refers to it (`@EntityGraph` or `join fetch`), or put "
				.formatted(cause.name()) + "`@BatchSize(size = 50)` on the entity " + cause.name() + ".";
		}
		boolean collection = cause.kind() == LoadCause.Kind.LAZY_COLLECTION
				|| cause.kind() == LoadCause.Kind.EAGER_COLLECTION;
		String path = ((source != null) ? source.path() : "") + cause.name().substring(dot + 1);
		boolean nested = path.contains(".");
		String graph = "`@EntityGraph(attributePaths = \"%s\")`".formatted(path);
		// On a reference Hibernate ignores it
		String batch = collection ? "`@BatchSize(size = 50)` on `%s`".formatted(cause.name())
				: "`@BatchSize(size = 50)` on the entity `%s`".formatted(cause.entity());
		String method = (site != null) ? site.repositoryMethod() : null;
		String where = (method != null) ? "`" + method + "`"
				: (site != null) ? "the repository method called at " + site
						: "the repository method that reads " + cause.name().substring(0, dot);
		if (source != null && (collection || nested) && SqlShape.of(source.statement().sql()).limited()) {
			return "Put %s; or, as the query of %s has a limit, which Hibernate may apply in memory to what comes with "
				.formatted(batch, where) + "a collection, read only the ids there and then all by their ids, with "
					+ graph + ".";
		}
		return "Put %s on %s; or `%s` in its query; or %s.%s".formatted(graph, where, joins(path), batch,
				(nested && collection)
						? " Of several that are a `List` Hibernate fetches only one with a query; a `Set` helps." : "");
	}

	/** Returns a join for each association of a path. */
	private static String joins(String path) {
		StringBuilder joins = new StringBuilder();
		String from = "x";
		for (String attribute : path.split("\\.")) {
			String alias = from.equals("x") ? "y" : from + "y";
			joins.append(joins.isEmpty() ? "" : " " + from + " ").append("left join fetch ");
			joins.append(from).append('.').append(attribute);
			from = alias;
		}
		return joins.toString();
	}

	private static String lookups(Finding finding) {
		String table = table(finding.statement());
		Observation.Source source = finding.source();
		boolean tree = source != null && source.statement().equals(finding.statement());
		if (tree) {
			return "Read the tree with one query%s: a `with recursive` common table expression on %s, or all its rows "
				.formatted(at(finding.callSite()), table) + "at once, put together in memory.";
		}
		return "Read all of them with one query%s: collect the values first, then `select … from %s where … in (…)`"
			.formatted(at(finding.callSite()), table) + ", or join %s in the query before.".formatted(table);
	}

	private static String batch(Finding finding) {
		return "Send them together%s: `jdbcTemplate.batchUpdate(…)`, or with Hibernate "
			.formatted(at(finding.callSite()))
				+ "`spring.jpa.properties.hibernate.jdbc.batch_size=50` with `hibernate.order_inserts=true` and "
				+ "`hibernate.order_updates=true` (ids from a sequence: `GenerationType.IDENTITY` switches it off).";
	}

	private static String at(@Nullable CallSite site) {
		return (site != null) ? " at " + site : "";
	}

	private static String table(@Nullable Statement statement) {
		return (statement != null && statement.table() != null) ? statement.table() : "A table";
	}

	private static String lower(String sentence) {
		return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
	}

}
