package io.perfstarter.series;

/**
 * What the figures of an interval are, by position: first those that add up, then those
 * of which the largest counts, then those of which the smallest does.
 */
enum Layout {

	/** Of an operation; see {@link OperationWindow}. */
	OPERATION(19, 4, 1),

	/** Of a statement; see {@link StatementWindow}. */
	STATEMENT(7, 1, 0),

	/** Of a data source; see {@link DataSourceWindow}. */
	DATA_SOURCE(7, 2, 0);

	private final int sums;

	private final int maxima;

	private final int size;

	Layout(int sums, int maxima, int minima) {
		this.sums = sums;
		this.maxima = maxima;
		this.size = sums + maxima + minima;
	}

	int size() {
		return this.size;
	}

	void merge(long[] into, int index, long value) {
		if (index < this.sums) {
			into[index] += value;
		}
		else if (index < this.sums + this.maxima) {
			into[index] = Math.max(into[index], value);
		}
		else if (value != 0) {
			// 0 says that there is none: a duration that was measured is at least 1 ns.
			into[index] = (into[index] == 0) ? value : Math.min(into[index], value);
		}
	}

}
