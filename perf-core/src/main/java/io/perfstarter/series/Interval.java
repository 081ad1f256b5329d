package io.perfstarter.series;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What happened in one interval, or in several added up: figures, a histogram of
 * durations and, of an operation, its statements. Not thread-safe.
 * <p>
 * Encoded it is a string of bits: the figures, the histogram as gaps between the buckets
 * that are not empty with their counts, the statements. 300 samples of a heavy-tailed
 * distribution take about 200 bytes.
 */
final class Interval {

	private final Layout layout;

	private final long[] values;

	private final LiveHistogram histogram = new LiveHistogram();

	private final int maxStatements;

	private @Nullable StatementCounts statements;

	/** Creates an interval that tells all statements apart: a sum that is read. */
	Interval(Layout layout) {
		this(layout, Integer.MAX_VALUE);
	}

	/** Creates an interval that is kept: what is beyond the cap adds up in one. */
	Interval(Layout layout, int maxStatements) {
		this.layout = layout;
		this.maxStatements = maxStatements;
		this.values = new long[layout.size()];
	}

	boolean isEmpty() {
		for (long value : this.values) {
			if (value != 0) {
				return false;
			}
		}
		return true;
	}

	long value(int index) {
		return this.values[index];
	}

	void add(int index, long value) {
		this.layout.merge(this.values, index, value);
	}

	void duration(long nanos) {
		this.histogram.add(nanos);
	}

	void duration(long nanos, int count) {
		this.histogram.add(Buckets.index(nanos), count);
	}

	LiveHistogram histogram() {
		return this.histogram;
	}

	StatementCounts statements() {
		StatementCounts counts = this.statements;
		if (counts == null) {
			counts = new StatementCounts(this.maxStatements);
			this.statements = counts;
		}
		return counts;
	}

	@Nullable StatementCounts statementsIfAny() {
		return this.statements;
	}

	void reset() {
		boolean idle = isEmpty();
		Arrays.fill(this.values, 0);
		this.histogram.reset();
		if (idle) {
			this.statements = null;
		}
		else if (this.statements != null) {
			this.statements.clear();
		}
	}

	void merge(Interval other) {
		for (int i = 0; i < this.values.length; i++) {
			this.layout.merge(this.values, i, other.values[i]);
		}
		other.histogram.forEach(this.histogram::add);
		if (other.statements != null) {
			other.statements.forEach(statements()::add);
		}
	}

	void merge(byte[] block) {
		BitReader in = new BitReader(block);
		for (int i = 0; i < this.values.length; i++) {
			this.layout.merge(this.values, i, in.large());
		}
		int buckets = (int) in.large();
		int index = -1;
		for (int i = 0; i < buckets; i++) {
			index += (int) ((i == 0) ? in.large() : in.small()) + 1;
			this.histogram.add(index, (int) in.small() + 1);
		}
		int count = (int) in.small();
		for (int i = 0; i < count; i++) {
			statements().add((int) in.large(), in.small() + 1, in.large(), in.large());
		}
	}

	byte[] encode() {
		BitWriter out = new BitWriter();
		for (long value : this.values) {
			out.large(Math.max(0, value));
		}
		int[] buckets = { 0 };
		this.histogram.forEach((index, count) -> buckets[0]++);
		out.large(buckets[0]);
		int[] previous = { -1 };
		this.histogram.forEach((index, count) -> {
			int gap = index - previous[0] - 1;
			if (previous[0] < 0) {
				out.large(gap);
			}
			else {
				out.small(gap);
			}
			out.small(count - 1);
			previous[0] = index;
		});
		StatementCounts counts = this.statements;
		out.small((counts != null) ? counts.size() : 0);
		if (counts != null) {
			counts.forEach((number, count, nanos, rows) -> {
				out.large(number);
				out.small(count - 1);
				out.large(Math.max(0, nanos));
				out.large(Math.max(0, rows));
			});
		}
		return out.finish();
	}

}
