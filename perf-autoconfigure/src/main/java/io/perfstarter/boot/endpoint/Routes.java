package io.perfstarter.boot.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.perfstarter.analysis.FindingType;
import io.perfstarter.analysis.FindingsReport;
import io.perfstarter.analysis.OperationSort;
import io.perfstarter.analysis.PersistenceReport;
import io.perfstarter.analysis.Reports;
import io.perfstarter.analysis.ResourceReports;
import io.perfstarter.analysis.StatementSort;
import io.perfstarter.trace.OperationKind;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked, and who answers.
 */
final class Routes {

	private static final String HIBERNATE = "/hibernate";

	private final Reports reports;

	private final @Nullable ResourceReports resources;

	private final Features features;

	Routes(Reports reports, @Nullable ResourceReports resources, Features features) {
		this.reports = reports;
		this.resources = resources;
		this.features = features;
	}

	List<Route> all() {
		List<Route> routes = new ArrayList<>(always());
		ResourceReports resources = this.resources;
		if (resources != null) {
			routes.add(Route.get("/resources", (call) -> resources.resources(call.minutes()), "minutes"));
		}
		return routes;
	}

	private List<Route> always() {
		return List.of(Route.get("", this::index),
				Route.get("/metrics", (call) -> this.reports.metrics(call.minutes()), "minutes"),
				Route.get("/summary", (call) -> this.reports.summary(call.minutes()), "minutes"),
				Route.get("/operations", this::operations, "minutes", "sort", "limit", "kind", "q"),
				Route.get("/operations/{id}", this::operation, "minutes"),
				Route.get("/statements", this::statements, "minutes", "sort", "limit", "q"),
				Route.get("/statements/{id}", this::statement, "minutes"),
				Route.get("/traces", this::traces, "operation", "minutes", "limit"),
				Route.get("/traces/{id}", this::trace), Route.get("/findings", this::findings, "type", "operation"),
				Route.get(HIBERNATE, (call) -> hibernate()));
	}

	private Object index(Call call) {
		String base = call.path().replaceAll("/+$", "");
		Map<String, Link> links = new LinkedHashMap<>();
		boolean hibernate = this.reports.persistence() != null;
		for (Route route : all()) {
			if (route.path().equals(HIBERNATE) && !hibernate) {
				continue;
			}
			String name = route.path().isEmpty() ? "self" : route.path().substring(1).replace("/{id}", "-id");
			links.put(name, new Link(base + route.path(), route.path().contains("{")));
		}
		return new Index(this.features.version(), links, this.features.switches());
	}

	private Object hibernate() {
		PersistenceReport report = this.reports.persistence();
		if (report == null) {
			throw new ProblemException(new Problem("Not Found", 404,
					"No EntityManagerFactory of Hibernate's is measured: there is none, it is not built yet, "
							+ "or performance.hibernate.enabled is false.",
					null, null, null));
		}
		return report;
	}

	private Object operations(Call call) {
		return this.reports.operations(call.minutes(), call.choice("kind", OperationKind.class), call.text("q"),
				call.choice("sort", OperationSort.TOTAL), call.limit(100));
	}

	private Object operation(Call call) {
		String id = call.pathVariable("id");
		return Call.found(this.reports.operation(id, call.minutes()), "operation", id);
	}

	private Object statements(Call call) {
		return this.reports.statements(call.minutes(), call.text("q"), call.choice("sort", StatementSort.TOTAL),
				call.limit(100));
	}

	private Object statement(Call call) {
		String id = call.pathVariable("id");
		return Call.found(this.reports.statement(id, call.minutes()), "statement", id);
	}

	private Object traces(Call call) {
		String operation = call.text("operation");
		return Call.found(this.reports.traces(operation, call.minutes(), call.limit(50)), "operation",
				String.valueOf(operation));
	}

	private Object findings(Call call) {
		FindingsReport report = this.reports.findings(call.choice("type", FindingType.class), call.text("operation"));
		if (report == null) {
			throw new ProblemException(new Problem("Not Found", 404,
					"Nobody judges here: performance.findings.enabled is false.", null, null, null));
		}
		return report;
	}

	private Object trace(Call call) {
		String id = call.pathVariable("id");
		return Call.found(this.reports.trace(id), "trace", id);
	}

	/**
	 * What there is.
	 *
	 * @param version the version of the starter
	 * @param links where to go on
	 * @param features what is switched on
	 */
	record Index(String version, Map<String, Link> links, Map<String, Boolean> features) {

	}

	/**
	 * Where to go on.
	 *
	 * @param href the path
	 * @param templated whether an id has to be put in
	 */
	record Link(String href, boolean templated) {

	}

}
