package io.perfstarter.analysis;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.perfstarter.series.OperationWindow;
import io.perfstarter.series.PersistenceUnits;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StatementUse;
import io.perfstarter.series.StatementWindow;
import io.perfstarter.series.Trace;
import io.perfstarter.series.Window;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series and makes the answers. Thread-safe. Windows are from 1 to 60 minutes;
 * what cannot be found is {@code null}.
 */
public final class Reports {

	private static final String INSTANCE = "instance";

	private final SeriesStore store;

	private final Tracer tracer;

	private final Guard guard;

	private final @Nullable Findings findings;

	/**
	 * Creates the reports.
	 * @param store what to read
	 * @param tracer knows what runs now
	 * @param guard knows what failed
	 */
	public Reports(SeriesStore store, Tracer tracer, Guard guard) {
		this(store, tracer, guard, null);
	}

	/**
	 * Creates the reports.
	 * @param store what to read
	 * @param tracer knows what runs now
	 * @param guard knows what failed
	 * @param findings what was found, or {@code null} if nobody judges
	 */
	public Reports(SeriesStore store, Tracer tracer, Guard guard, @Nullable Findings findings) {
		this.findings = findings;
		this.store = store;
		this.tracer = tracer;
		this.guard = guard;
	}

	/**
	 * Makes the figures of a window at a glance.
	 * @param minutes the window
	 * @return the report
	 */
	public MetricsReport metrics(int minutes) {
		Window window = this.store.window(minutes);
		RequestFigures requests = RequestFigures.of(this.store.total(window, OperationKind.HTTP), window.seconds(),
				this.tracer.active(OperationKind.HTTP));
		DatabaseFigures database = DatabaseFigures.of(this.store.databaseTotal(window),
				this.store.statementTotal(window), this.store.dataSources(window), this.store.sqlStates().counts());
		return new MetricsReport(window.to(), minutes, Math.round(window.seconds() * 10) / 10.0, INSTANCE, requests,
				database, MemoryFigures.now(), top(window, 10));
	}

	private List<OperationFigures> top(Window window, int limit) {
		return this.store.operations(window)
			.stream()
			.sorted(OperationSort.TOTAL.comparator())
			.limit(limit)
			.map((operation) -> figures(operation, window))
			.toList();
	}

	/**
	 * Lists operations.
	 * @param minutes the window
	 * @param kind only of this kind, or {@code null} for all
	 * @param text only those whose name contains this, or {@code null} for all
	 * @param sort the order
	 * @param limit how many at most
	 * @return the report
	 */
	public OperationsReport operations(int minutes, @Nullable OperationKind kind, @Nullable String text,
			OperationSort sort, int limit) {
		Window window = this.store.window(minutes);
		List<OperationWindow> found = this.store.operations(window)
			.stream()
			.filter((operation) -> matches(operation, kind, text))
			.sorted(sort.comparator())
			.toList();
		return new OperationsReport(minutes, found.size(),
				found.stream().limit(limit).map((operation) -> figures(operation, window)).toList());
	}

	private static boolean matches(OperationWindow window, @Nullable OperationKind kind, @Nullable String text) {
		Operation operation = Objects.requireNonNull(window.operation());
		return (kind == null || operation.kind() == kind) && (text == null || contains(operation.name(), text));
	}

	private static boolean contains(String name, String text) {
		return name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
	}

	private static OperationFigures figures(OperationWindow window, Window span) {
		return OperationFigures.of(Objects.requireNonNull(window.operation()), window, span.seconds());
	}

	/**
	 * Shows one operation.
	 * @param id its id
	 * @param minutes the window
	 * @return the report, or {@code null} if there is no such operation
	 */
	public @Nullable OperationReport operation(String id, int minutes) {
		Operation operation = this.store.findOperation(id);
		if (operation == null) {
			return null;
		}
		Window window = this.store.window(minutes);
		OperationWindow figures = this.store.operation(window, operation);
		List<StatementShare> statements = this.store.statementsOf(window, operation)
			.stream()
			.sorted(Comparator.comparingLong(StatementUse::nanos).reversed())
			.map((use) -> share(use, figures.count()))
			.toList();
		return new OperationReport(minutes, OperationFigures.of(operation, figures, window.seconds()), statements,
				this.store.slowest(window, operation).stream().map(TraceFigures::of).toList(),
				this.store.failed(operation).stream().map(TraceFigures::of).toList(),
				(this.findings != null) ? this.findings.report(null, id).findings() : null);
	}

	private static StatementShare share(StatementUse use, long executions) {
		Statement statement = use.statement();
		return new StatementShare(statement.id(), statement.sql(), statement.verb(), statement.table(), use.count(),
				Units.mean(use.count(), executions), Units.millis(use.nanos()), Units.average(use.nanos(), use.count()),
				use.rows());
	}

	/**
	 * Lists statements.
	 * @param minutes the window
	 * @param text only those whose text contains this, or {@code null} for all
	 * @param sort the order
	 * @param limit how many at most
	 * @return the report
	 */
	public StatementsReport statements(int minutes, @Nullable String text, StatementSort sort, int limit) {
		Window window = this.store.window(minutes);
		List<StatementWindow> found = this.store.statements(window)
			.stream()
			.filter((statement) -> text == null || contains(Objects.requireNonNull(statement.statement()).sql(), text))
			.sorted(sort.comparator())
			.toList();
		return new StatementsReport(minutes, found.size(),
				found.stream()
					.limit(limit)
					.map((statement) -> StatementFigures.of(Objects.requireNonNull(statement.statement()), statement))
					.toList());
	}

	/**
	 * Shows one statement.
	 * @param id its id
	 * @param minutes the window
	 * @return the report, or {@code null} if there is no such statement
	 */
	public @Nullable StatementReport statement(String id, int minutes) {
		Statement statement = this.store.findStatement(id);
		if (statement == null) {
			return null;
		}
		Window window = this.store.window(minutes);
		List<OperationShare> operations = this.store.operationsOf(window, statement)
			.stream()
			.sorted(Comparator.comparingLong(StatementUse::nanos).reversed())
			.map((use) -> new OperationShare(use.operation().id(), use.operation().kind(), use.operation().name(),
					use.count(), Units.millis(use.nanos()), Units.average(use.nanos(), use.count()), use.rows()))
			.toList();
		return new StatementReport(minutes, StatementFigures.of(statement, this.store.statement(window, statement)),
				operations, this.store.callSites(statement).stream().map(Object::toString).toList());
	}

	/**
	 * Lists the executions that were kept.
	 * @param operationId of this operation, or {@code null} for all
	 * @param minutes the window
	 * @param limit how many at most
	 * @return the report, or {@code null} if there is no such operation
	 */
	public @Nullable TracesReport traces(@Nullable String operationId, int minutes, int limit) {
		Window window = this.store.window(minutes);
		Stream<Operation> operations;
		if (operationId != null) {
			Operation operation = this.store.findOperation(operationId);
			if (operation == null) {
				return null;
			}
			operations = Stream.of(operation);
		}
		else {
			operations = this.store.allOperations().stream();
		}
		Set<Trace> found = new LinkedHashSet<>();
		operations.forEach((operation) -> {
			found.addAll(this.store.slowest(window, operation));
			found.addAll(this.store.failed(operation));
		});
		List<TraceFigures> traces = found.stream()
			.sorted(Comparator.comparingLong(Trace::durationNanos).reversed())
			.limit(limit)
			.map(TraceFigures::of)
			.toList();
		return new TracesReport(minutes, found.size(), traces);
	}

	/**
	 * Shows one execution that was kept.
	 * @param id its id
	 * @return the report, or {@code null} if there is no such execution
	 */
	public @Nullable TraceReport trace(String id) {
		Trace trace = this.store.findTrace(id);
		return (trace != null) ? TraceReport.of(trace) : null;
	}

	/**
	 * Shows what object-relational mappers did since the start.
	 * @return the report, or {@code null} if none is measured
	 */
	public @Nullable PersistenceReport persistence() {
		PersistenceUnits units = this.store.persistenceUnits();
		return units.isEmpty() ? null : PersistenceReport.of(units);
	}

	/**
	 * Lists what was found.
	 * @param type only of this type, or {@code null} for all
	 * @param operation only of the operation with this id or name, or {@code null} for
	 * all
	 * @return the report, or {@code null} if nobody judges
	 */
	public @Nullable FindingsReport findings(@Nullable FindingType type, @Nullable String operation) {
		return (this.findings != null) ? this.findings.report(type, operation) : null;
	}

	private @Nullable List<FindingFigures> topFindings() {
		return (this.findings != null) ? this.findings.report(null, null).findings().stream().limit(5).toList() : null;
	}

	/**
	 * Makes what a status page needs.
	 * @param minutes the window
	 * @return the report
	 */
	public SummaryReport summary(int minutes) {
		Window window = this.store.window(minutes);
		OperationWindow requests = this.store.total(window, OperationKind.HTTP);
		Window last = this.store.window(1);
		OperationWindow lastRequests = this.store.total(last, OperationKind.HTTP);
		OperationWindow lastDatabase = this.store.databaseTotal(last);
		boolean any = requests.count() > 0;
		return new SummaryReport(window.to(), minutes,
				new SummaryReport.KeyMetrics(Units.average(requests.nanos(), requests.count()),
						Units.millisIf(any, requests.percentiles().p95()),
						Units.ratio(requests.errors(), requests.count()), MemoryFigures.now().usedBytes()),
				new SummaryReport.LastMinute(lastRequests.count(),
						Units.average(lastRequests.nanos(), lastRequests.count()), lastDatabase.queries(),
						Units.average(lastDatabase.databaseNanos(), lastDatabase.queries())),
				top(window, 5), topFindings(),
				new SummaryReport.SelfCost(this.store.operationCount(), this.store.statementCount(),
						this.store.traceBytes(), this.store.droppedTraces(), this.guard.count()));
	}

}
