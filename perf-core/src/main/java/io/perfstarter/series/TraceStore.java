package io.perfstarter.series;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statements;
import org.jspecify.annotations.Nullable;

/**
 * Decides which executions are kept whole and bounds what all of them take. Thread-safe.
 */
final class TraceStore {

	private final TimeGrid grid;

	private final long maxBytes;

	private final ToIntFunction<Statements> textBytes;

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong dropped = new AtomicLong();

	private final AtomicLong ids = new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41));

	/**
	 * Creates a store.
	 * @param textBytes tells how much memory those of an execution's statements take that
	 * are not kept as series
	 */
	TraceStore(TimeGrid grid, long maxBytes, ToIntFunction<Statements> textBytes) {
		this.grid = grid;
		this.maxBytes = maxBytes;
		this.textBytes = textBytes;
	}

	/** Keeps an execution if it is among the slowest or failed. Returns it if so. */
	@Nullable Trace offer(OperationSeries series, Execution execution) {
		OperationTraces traces = series.traces();
		int minute = minute(execution.endNanos());
		boolean slow = traces.wants(execution.durationNanos(), minute);
		boolean failed = execution.failed();
		if (!slow && !failed) {
			return null;
		}
		Trace trace = trace(series.operation(), execution);
		if (!makeRoom(traces, trace.bytes() * 2)) {
			this.dropped.incrementAndGet();
			return trace;
		}
		if (slow) {
			this.bytes.addAndGet(traces.addSlow(trace, minute));
		}
		if (failed) {
			this.bytes.addAndGet(traces.addFailed(trace));
		}
		return trace;
	}

	/** Takes an execution down whole. */
	Trace trace(Operation operation, Execution execution) {
		return new Trace(Long.toString(this.ids.incrementAndGet(), 36), operation, execution,
				this.grid.instant(execution.startNanos()), this.textBytes.applyAsInt(execution.track().statements()));
	}

	/** Without room an operation gives up its own oldest traces, never another's. */
	private boolean makeRoom(OperationTraces traces, int needed) {
		while (this.bytes.get() + needed > this.maxBytes) {
			int freed = traces.dropOldest();
			if (freed == 0) {
				return false;
			}
			this.bytes.addAndGet(freed);
			this.dropped.incrementAndGet();
		}
		return true;
	}

	/** Drops what is too old, then makes room at the cost of those who take most. */
	void maintain(Collection<OperationSeries> all, long now) {
		int oldest = minute(now) - Series.MINUTES;
		for (OperationSeries series : all) {
			this.bytes.addAndGet(series.traces().expire(oldest));
		}
		long target = this.maxBytes - this.maxBytes / 4;
		if (this.bytes.get() <= target) {
			return;
		}
		List<OperationTraces> largest = all.stream()
			.map(OperationSeries::traces)
			.sorted(Comparator.comparingInt(OperationTraces::bytes).reversed())
			.toList();
		long fair = target / Math.max(1, largest.size());
		for (OperationTraces traces : largest) {
			while (this.bytes.get() > target && traces.bytes() > fair) {
				this.bytes.addAndGet(traces.dropOldest());
				this.dropped.incrementAndGet();
			}
		}
	}

	void forget(OperationSeries series) {
		this.bytes.addAndGet(-series.traces().bytes());
	}

	long dropped() {
		return this.dropped.get();
	}

	long bytes() {
		return this.bytes.get();
	}

	int minute(long nanos) {
		return Math.floorDiv(this.grid.tick(nanos), TimeGrid.TICKS_PER_MINUTE);
	}

}
