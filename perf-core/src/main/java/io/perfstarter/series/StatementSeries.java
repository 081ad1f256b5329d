package io.perfstarter.series;

import java.util.Arrays;
import java.util.List;

import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.TimeLine;
import io.perfstarter.trace.Track;

/**
 * The series of one statement, with where it is run. Thread-safe.
 */
final class StatementSeries extends Series {

	static final int COUNT = 0;

	static final int NANOS = 1;

	static final int ROWS = 2;

	static final int ERRORS = 3;

	static final int SLOW = 4;

	static final int BATCHES = 5;

	static final int BATCH_SIZE = 6;

	static final int MAX_NANOS = 7;

	private static final int MAX_OPERATIONS = 32;

	private static final int MAX_CALL_SITES = 10;

	private final Statement statement;

	private final int number;

	private final QueryTotals closed = new QueryTotals();

	private volatile Operation[] operations = new Operation[0];

	private volatile List<CallSite> callSites = List.of();

	private double use = 1;

	StatementSeries(TimeGrid grid, Statement statement, int number) {
		super(grid, Layout.STATEMENT, TimeGrid.TICKS_PER_MINUTE);
		this.statement = statement;
		this.number = number;
	}

	Statement statement() {
		return this.statement;
	}

	/** Returns the number that stands for the statement in operations' intervals. */
	int number() {
		return this.number;
	}

	/**
	 * Adds the runs of an execution that were not recorded yet.
	 * @return whether they were taken; not if the series was given up meanwhile
	 */
	synchronized boolean add(Track track, int index, long now) {
		if (isRetired()) {
			return false;
		}
		Interval live = live(now);
		int runs = 0;
		long nanos = 0;
		long rows = 0;
		long max = 0;
		TimeLine timeLine = track.timeLine();
		for (int event = track.statements().last(index); event >= 0; event = timeLine.previous(event)) {
			long duration = timeLine.nanos(event);
			live.duration(duration);
			nanos += duration;
			rows += timeLine.rows(event);
			max = Math.max(max, duration);
			runs++;
		}
		if (runs == 0) {
			return true;
		}
		this.use += runs;
		live.add(COUNT, runs);
		live.add(NANOS, nanos);
		live.add(ROWS, rows);
		live.add(MAX_NANOS, max);
		live.add(ERRORS, track.statements().pendingFailed(index));
		live.add(SLOW, track.statements().pendingSlow(index));
		live.add(BATCHES, track.statements().pendingBatches(index));
		live.add(BATCH_SIZE, track.statements().pendingBatchSize(index));
		return true;
	}

	synchronized boolean addRows(long rows, long now) {
		if (isRetired()) {
			return false;
		}
		live(now).add(ROWS, rows);
		return true;
	}

	@Override
	void closing(Interval interval) {
		this.closed.add(interval);
	}

	/** Adds everything since the start, the running interval included. */
	synchronized void addTotalsTo(QueryTotals totals) {
		totals.add(this.closed);
		totals.add(current());
	}

	/** Returns how much it was used of late; each call lets the past count less. */
	synchronized double ageUse() {
		double current = this.use;
		this.use *= 0.95;
		return current;
	}

	boolean isRunBy(Operation operation) {
		for (Operation known : this.operations) {
			if (known == operation) {
				return true;
			}
		}
		return this.operations.length == MAX_OPERATIONS;
	}

	synchronized void callSite(Operation operation, CallSite callSite) {
		if (!isRunBy(operation)) {
			Operation[] more = Arrays.copyOf(this.operations, this.operations.length + 1);
			more[more.length - 1] = operation;
			this.operations = more;
		}
		if (this.callSites.size() < MAX_CALL_SITES && !this.callSites.contains(callSite)) {
			CallSite[] more = this.callSites.toArray(new CallSite[this.callSites.size() + 1]);
			more[more.length - 1] = callSite;
			this.callSites = List.of(more);
		}
	}

	List<CallSite> callSites() {
		return this.callSites;
	}

}
