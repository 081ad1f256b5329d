package io.perfstarter.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.perfstarter.sql.NormalizedSql;
import io.perfstarter.sql.Verb;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Connections;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Statements;
import io.perfstarter.trace.Tracer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * All series, in memory and bounded: what does not fit adds up in {@code (other)}, so
 * that totals stay true. Thread-safe. The write side ends here; the read side starts
 * here.
 */
public final class SeriesStore {

	private static final int MAX_RETIRED = 500;

	/** What a statement takes beside the characters of its text. */
	private static final int STATEMENT_BYTES = 200;

	private final TimeGrid grid;

	private final StoreLimits limits;

	private final Map<Operation, OperationSeries> operations = new ConcurrentHashMap<>();

	private final Map<OperationKind, OperationSeries> otherOperations = new EnumMap<>(OperationKind.class);

	/**
	 * Operations that were given up, empty but for their totals; guarded by the
	 * structure.
	 */
	private final Map<Operation, OperationSeries> retired = new HashMap<>();

	private final OperationSeries outside;

	private final Map<String, StatementSeries> statements = new ConcurrentHashMap<>();

	private final StatementSeries otherStatements;

	/** Copied when one is added. */
	private volatile DataSourceSeries[] dataSources = new DataSourceSeries[0];

	private final MeterTotals meterTotals = new MeterTotals();

	private final TraceStore traces;

	private final SqlStates sqlStates = new SqlStates();

	private final PersistenceUnits persistenceUnits = new PersistenceUnits();

	/** Guards the creation and the giving up of series, and {@link #nextNumber}. */
	private final Object structure = new Object();

	private int nextNumber = 1;

	/** Whether a statement found no room since the last time some was made. */
	private volatile boolean crowded;

	/**
	 * Creates an empty store.
	 * @param grid the intervals
	 * @param limits the caps
	 */
	public SeriesStore(TimeGrid grid, StoreLimits limits) {
		this.grid = grid;
		this.limits = limits;
		this.traces = new TraceStore(grid, limits.traceBytes(), this::textBytesNotKept);
		this.outside = new OperationSeries(grid, Tracer.OUTSIDE);
		this.otherStatements = newStatement(
				new Statement("", new NormalizedSql(Statement.OTHER, Verb.OTHER, null, false)));
		for (OperationKind kind : OperationKind.values()) {
			this.otherOperations.put(kind, new OperationSeries(grid, new Operation(kind, Operation.OTHER)));
		}
	}

	// --- keep ---

	OperationSeries operation(Operation operation) {
		OperationSeries series = this.operations.get(operation);
		if (series != null) {
			return series;
		}
		if (operation == Tracer.OUTSIDE) {
			return this.outside;
		}
		synchronized (this.structure) {
			if (this.operations.size() >= this.limits.operations() && !this.operations.containsKey(operation)) {
				return other(operation.kind());
			}
			return this.operations.computeIfAbsent(operation, this::newOperation);
		}
	}

	private OperationSeries other(OperationKind kind) {
		OperationSeries other = this.otherOperations.get(kind);
		if (other == null) {
			throw new IllegalStateException("No series for " + kind);
		}
		return other;
	}

	StatementSeries statement(Statement statement) {
		StatementSeries series = this.statements.get(statement.id());
		if (series != null) {
			return series;
		}
		if (this.statements.size() >= this.limits.statements()) {
			this.crowded = true;
			return this.otherStatements;
		}
		synchronized (this.structure) {
			series = this.statements.get(statement.id());
			if (series == null) {
				if (this.statements.size() >= this.limits.statements()) {
					return this.otherStatements;
				}
				series = newStatement(statement);
				this.statements.put(statement.id(), series);
			}
			return series;
		}
	}

	private StatementSeries newStatement(Statement statement) {
		this.meterTotals.register(statement);
		return new StatementSeries(this.grid, statement, this.nextNumber++);
	}

	/**
	 * Returns the statement that is kept under the same id.
	 * @param statement a statement
	 * @return the one kept, or the argument itself
	 */
	public Statement canonical(Statement statement) {
		StatementSeries series = this.statements.get(statement.id());
		return (series != null) ? series.statement() : statement;
	}

	boolean firstSight(Operation operation, Statement statement) {
		StatementSeries series = this.statements.get(statement.id());
		if (series == null) {
			if (this.statements.size() < this.limits.statements()) {
				return true;
			}
			series = this.otherStatements;
		}
		return !series.isRunBy(operation(operation).operation());
	}

	void callSite(Operation operation, Statement statement, CallSite callSite) {
		statement(statement).callSite(operation(operation).operation(), callSite);
	}

	/**
	 * Gives a data source its number.
	 * @param name its bean name
	 * @return what it is counted under; beyond {@link Connections#MAX_SOURCES} they share
	 * the last
	 */
	public int dataSource(String name) {
		synchronized (this.structure) {
			DataSourceSeries[] known = this.dataSources;
			for (int i = 0; i < known.length; i++) {
				if (known[i].name().equals(name)) {
					return i;
				}
			}
			if (known.length == Connections.MAX_SOURCES) {
				return Connections.MAX_SOURCES - 1;
			}
			boolean last = known.length == Connections.MAX_SOURCES - 1;
			DataSourceSeries[] more = Arrays.copyOf(known, known.length + 1);
			more[known.length] = new DataSourceSeries(this.grid, last ? Operation.OTHER : name);
			this.dataSources = more;
			return known.length;
		}
	}

	DataSourceSeries dataSource(int number) {
		return this.dataSources[number];
	}

	/**
	 * Returns the failures by SQL state.
	 * @return the live counts
	 */
	public SqlStates sqlStates() {
		return this.sqlStates;
	}

	/**
	 * Returns what object-relational mappers did since the start.
	 * @return the live counts
	 */
	public PersistenceUnits persistenceUnits() {
		return this.persistenceUnits;
	}

	private int textBytesNotKept(Statements used) {
		int bytes = 0;
		for (int i = 0; i < used.size(); i++) {
			if (!this.statements.containsKey(used.get(i).id())) {
				bytes += STATEMENT_BYTES + used.get(i).sql().length();
			}
		}
		return bytes;
	}

	TraceStore traceStore() {
		return this.traces;
	}

	long now() {
		return this.grid.now();
	}

	/**
	 * Closes intervals that have ended, rolls up, drops what is too old and makes room
	 * for new statements. Called by the housekeeping every few seconds.
	 */
	public void maintain() {
		long now = this.grid.now();
		for (OperationSeries series : this.operations.values()) {
			series.maintain(now);
		}
		this.otherOperations.values().forEach((series) -> series.maintain(now));
		this.outside.maintain(now);
		for (StatementSeries series : this.statements.values()) {
			series.maintain(now);
		}
		this.otherStatements.maintain(now);
		for (DataSourceSeries series : dataSourceSeries()) {
			series.maintain(now);
		}
		this.traces.maintain(allSeries(), now);
		makeRoomForOperations(now);
		makeRoomForStatements(now);
	}

	private void makeRoomForOperations(long now) {
		if (this.operations.size() < this.limits.operations()) {
			return;
		}
		synchronized (this.structure) {
			this.operations.values().removeIf((series) -> {
				if (!series.retireIfIdle(now)) {
					return false;
				}
				remember(series);
				this.traces.forget(series);
				return true;
			});
		}
	}

	/** Keeps what a meter has shown, so that it never goes back. */
	private void remember(OperationSeries series) {
		if (this.retired.size() < MAX_RETIRED) {
			this.retired.put(series.operation(), series);
		}
		else {
			other(series.operation().kind()).addTotals(series);
		}
	}

	private OperationSeries newOperation(Operation operation) {
		OperationSeries series = new OperationSeries(this.grid, operation);
		OperationSeries before = this.retired.remove(operation);
		if (before != null) {
			series.addTotals(before);
		}
		return series;
	}

	/**
	 * Gives up the least used twentieth: new statements find room, and those in use stay.
	 */
	private void makeRoomForStatements(long now) {
		Map<StatementSeries, Double> use = new HashMap<>();
		for (StatementSeries series : this.statements.values()) {
			use.put(series, series.ageUse());
		}
		if (!this.crowded) {
			return;
		}
		List<StatementSeries> least = use.keySet()
			.stream()
			.sorted(Comparator.comparingDouble((series) -> use.getOrDefault(series, 0.0)))
			.limit(Math.max(1, this.limits.statements() / 20))
			.toList();
		synchronized (this.structure) {
			this.crowded = false;
			for (StatementSeries series : least) {
				this.statements.remove(series.statement().id());
				giveUp(series, now);
			}
		}
	}

	/** The one place that locks two series, always the one given up first. */
	private void giveUp(StatementSeries series, long now) {
		synchronized (series) {
			series.close(now);
			synchronized (this.otherStatements) {
				this.meterTotals.giveUp(series);
				this.otherStatements.absorb(series);
			}
			series.retire();
		}
		series.statement().forget();
	}

	// --- show ---

	/**
	 * Opens a window that ends now.
	 * @param minutes its length, from 1 to 60
	 * @return the window
	 * @throws IllegalArgumentException if the length is out of range
	 */
	public Window window(int minutes) {
		return new Window(this.grid, minutes);
	}

	/**
	 * Sums up every operation that ran in a window, {@code (other)} included, and those
	 * that ended before and for which other threads still worked in it: their count is 0.
	 * @param window the window
	 * @return the operations, in no order
	 */
	public List<OperationWindow> operations(Window window) {
		Histogram scratch = Percentiles.scratch();
		List<OperationWindow> result = new ArrayList<>();
		for (OperationSeries series : allSeries()) {
			Interval sum = series.sum(window);
			if (!sum.isEmpty()) {
				result.add(OperationWindow.of(series.operation(), sum, scratch));
			}
		}
		return result;
	}

	/**
	 * Sums up one kind of operations together.
	 * @param window the window
	 * @param kind the kind
	 * @return their sum
	 */
	public OperationWindow total(Window window, OperationKind kind) {
		Interval total = new Interval(Layout.OPERATION);
		for (OperationSeries series : allSeries()) {
			if (series.operation().kind() == kind) {
				total.merge(series.sum(window));
			}
		}
		return OperationWindow.of(null, total, Percentiles.scratch());
	}

	/**
	 * Sums up the use of the database: by all executions and by what belongs to none.
	 * @param window the window
	 * @return figures of which only those about queries and connections mean something
	 */
	public OperationWindow databaseTotal(Window window) {
		Interval total = this.outside.sum(window);
		for (OperationSeries series : allSeries()) {
			total.merge(series.sum(window));
		}
		return OperationWindow.of(null, total, Percentiles.scratch());
	}

	/**
	 * Finds an operation by its id.
	 * @param id the id
	 * @return the operation, or {@code null} if none of that id is known
	 */
	public @Nullable Operation findOperation(String id) {
		for (OperationSeries series : allSeries()) {
			if (series.operation().id().equals(id)) {
				return series.operation();
			}
		}
		return null;
	}

	/**
	 * Sums up one operation.
	 * @param window the window
	 * @param operation an operation that was found
	 * @return its figures
	 */
	public OperationWindow operation(Window window, Operation operation) {
		return OperationWindow.of(operation, find(operation).sum(window), Percentiles.scratch());
	}

	/**
	 * Tells which statements an operation ran.
	 * @param window the window
	 * @param operation an operation that was found
	 * @return its statements, in no order; those no longer kept add up in {@code (other)}
	 */
	public List<StatementUse> statementsOf(Window window, Operation operation) {
		return uses(operation, find(operation).sum(window), byNumber());
	}

	/**
	 * Tells which operations ran a statement.
	 * @param window the window
	 * @param statement the statement
	 * @return its operations, in no order
	 */
	public List<StatementUse> operationsOf(Window window, Statement statement) {
		List<StatementUse> result = new ArrayList<>();
		Map<Integer, Statement> byNumber = byNumber();
		List<OperationSeries> all = new ArrayList<>(allSeries());
		all.add(this.outside);
		for (OperationSeries series : all) {
			for (StatementUse use : uses(series.operation(), series.sum(window), byNumber)) {
				if (use.statement().equals(statement)) {
					result.add(use);
				}
			}
		}
		return result;
	}

	private List<StatementUse> uses(Operation operation, Interval sum, Map<Integer, Statement> byNumber) {
		Map<Statement, StatementUse> uses = new LinkedHashMap<>();
		StatementCounts counts = sum.statementsIfAny();
		if (counts != null) {
			counts.forEach((number, count, nanos, rows) -> {
				Statement statement = byNumber.getOrDefault(number, this.otherStatements.statement());
				uses.merge(statement, new StatementUse(operation, statement, count, nanos, rows),
						(a, b) -> new StatementUse(operation, statement, a.count() + b.count(), a.nanos() + b.nanos(),
								a.rows() + b.rows()));
			});
		}
		return List.copyOf(uses.values());
	}

	private Map<Integer, Statement> byNumber() {
		Map<Integer, Statement> result = new HashMap<>();
		for (StatementSeries series : this.statements.values()) {
			result.put(series.number(), series.statement());
		}
		return result;
	}

	/**
	 * Sums up every statement that ran in a window, {@code (other)} included.
	 * @param window the window
	 * @return the statements, in no order
	 */
	public List<StatementWindow> statements(Window window) {
		Histogram scratch = Percentiles.scratch();
		List<StatementWindow> result = new ArrayList<>();
		for (StatementSeries series : allStatements()) {
			Interval sum = series.sum(window);
			if (sum.value(StatementSeries.COUNT) > 0) {
				result.add(StatementWindow.of(series.statement(), sum, scratch));
			}
		}
		return result;
	}

	/**
	 * Sums up all statements together.
	 * @param window the window
	 * @return their sum
	 */
	public StatementWindow statementTotal(Window window) {
		Interval total = new Interval(Layout.STATEMENT);
		for (StatementSeries series : allStatements()) {
			total.merge(series.sum(window));
		}
		return StatementWindow.of(null, total, Percentiles.scratch());
	}

	/**
	 * Finds a statement by its id.
	 * @param id the id
	 * @return the statement, or {@code null} if none of that id is kept
	 */
	public @Nullable Statement findStatement(String id) {
		StatementSeries series = findStatementSeries(id);
		return (series != null) ? series.statement() : null;
	}

	/**
	 * Sums up one statement.
	 * @param window the window
	 * @param statement a statement that was found
	 * @return its figures
	 */
	public StatementWindow statement(Window window, Statement statement) {
		StatementSeries series = findStatementSeries(statement.id());
		Interval sum = (series != null) ? series.sum(window) : new Interval(Layout.STATEMENT);
		return StatementWindow.of(statement, sum, Percentiles.scratch());
	}

	/**
	 * Returns where a statement is run.
	 * @param statement a statement that was found
	 * @return at most 10 call sites, in the order of their discovery
	 */
	public List<CallSite> callSites(Statement statement) {
		StatementSeries series = findStatementSeries(statement.id());
		return (series != null) ? series.callSites() : List.of();
	}

	private @Nullable StatementSeries findStatementSeries(String id) {
		StatementSeries series = this.statements.get(id);
		return (series == null && this.otherStatements.statement().id().equals(id)) ? this.otherStatements : series;
	}

	/**
	 * Sums up every data source.
	 * @param window the window
	 * @return the data sources in the order in which they became known
	 */
	public List<DataSourceWindow> dataSources(Window window) {
		Histogram scratch = Percentiles.scratch();
		return dataSourceSeries().stream()
			.map((series) -> DataSourceWindow.of(series.name(), series.sum(window), scratch))
			.toList();
	}

	/**
	 * Returns all operations that are kept.
	 * @return the operations, in no order
	 */
	public List<Operation> allOperations() {
		return allSeries().stream().map(OperationSeries::operation).toList();
	}

	/**
	 * Returns how many operations are told apart.
	 * @return a number up to the cap
	 */
	public int operationCount() {
		return this.operations.size();
	}

	/**
	 * Returns how many statements are told apart.
	 * @return a number up to the cap
	 */
	public int statementCount() {
		return this.statements.size();
	}

	/**
	 * Returns about how much memory the executions take that are kept whole.
	 * @return bytes
	 */
	public long traceBytes() {
		return this.traces.bytes();
	}

	/**
	 * Returns the slowest executions of an operation.
	 * @param window the window
	 * @param operation an operation that was found
	 * @return at most 5, the slowest first
	 */
	public List<Trace> slowest(Window window, Operation operation) {
		return find(operation).traces().slowest(Math.floorDiv(window.fromTick(), TimeGrid.TICKS_PER_MINUTE));
	}

	/**
	 * Returns the executions of an operation that failed last.
	 * @param operation an operation that was found
	 * @return at most 20, the last first
	 */
	public List<Trace> failed(Operation operation) {
		return find(operation).traces().failed();
	}

	/**
	 * Finds an execution that was kept.
	 * @param id its id
	 * @return the trace, or {@code null} if none of that id is kept
	 */
	public @Nullable Trace findTrace(String id) {
		for (OperationSeries series : allSeries()) {
			Trace trace = series.traces().find(id);
			if (trace != null) {
				return trace;
			}
		}
		return null;
	}

	/**
	 * Returns the traces that were dropped for want of room.
	 * @return a count that never goes back
	 */
	public long droppedTraces() {
		return this.traces.dropped();
	}

	/**
	 * Visits the totals of queries since the start, by verb and table; a bounded number
	 * of them. Counts never go back, also when statements are given up.
	 * @param visitor takes a key and its totals
	 */
	public void visitQueryTotals(BiConsumer<MeterKey, QueryTotals> visitor) {
		synchronized (this.structure) {
			this.meterTotals.sum(allStatements()).forEach(visitor);
		}
	}

	/**
	 * Visits the totals of operations since the start.
	 * @param visitor takes an operation's totals
	 */
	public void visitOperationTotals(OperationTotalsVisitor visitor) {
		synchronized (this.structure) {
			List<OperationSeries> all = new ArrayList<>(allSeries());
			all.addAll(this.retired.values());
			for (OperationSeries series : all) {
				visitor.operation(series.operation(), series.totalCount(), series.totalQueries(), series.totalNanos());
			}
		}
	}

	private OperationSeries find(Operation operation) {
		OperationSeries series = this.operations.get(operation);
		if (series != null) {
			return series;
		}
		return (operation == Tracer.OUTSIDE) ? this.outside : other(operation.kind());
	}

	private Collection<OperationSeries> allSeries() {
		List<OperationSeries> all = new ArrayList<>(this.operations.values());
		all.addAll(this.otherOperations.values());
		return all;
	}

	private List<StatementSeries> allStatements() {
		List<StatementSeries> all = new ArrayList<>(this.statements.values());
		all.add(this.otherStatements);
		return all;
	}

	private List<DataSourceSeries> dataSourceSeries() {
		return List.of(this.dataSources);
	}

	/** Takes the totals of an operation since the start. */
	@FunctionalInterface
	public interface OperationTotalsVisitor {

		/**
		 * Takes one operation.
		 * @param operation the operation
		 * @param count its executions
		 * @param queries the queries they ran
		 * @param nanos their durations added up
		 */
		void operation(Operation operation, long count, long queries, long nanos);

	}

}
