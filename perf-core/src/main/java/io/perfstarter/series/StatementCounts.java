package io.perfstarter.series;

import java.util.Arrays;

/**
 * How often and how long an operation ran each statement, by the statements' numbers. A
 * small hash table. Not thread-safe.
 */
final class StatementCounts {

	/** The number that stands for what is not told apart. */
	static final int OTHER = 1;

	private int[] keys = new int[8];

	private long[] values = new long[8 * 3];

	private final int max;

	private int size;

	/** Creates a table for so many statements and one that stands for all others. */
	StatementCounts(int max) {
		this.max = max;
	}

	/** Adds to a statement; numbers are above 0. */
	void add(int number, long count, long nanos, long rows) {
		int slot = slot(number);
		this.values[slot * 3] += count;
		this.values[slot * 3 + 1] += nanos;
		this.values[slot * 3 + 2] += rows;
	}

	int size() {
		return this.size;
	}

	void clear() {
		if (this.size > 0) {
			Arrays.fill(this.keys, 0);
			Arrays.fill(this.values, 0);
			this.size = 0;
		}
	}

	void forEach(Visitor visitor) {
		for (int slot = 0; slot < this.keys.length; slot++) {
			if (this.keys[slot] != 0) {
				visitor.statement(this.keys[slot], this.values[slot * 3], this.values[slot * 3 + 1],
						this.values[slot * 3 + 2]);
			}
		}
	}

	private int slot(int number) {
		int mask = this.keys.length - 1;
		int slot = (number * 0x9E3779B9 >>> 16) & mask;
		while (this.keys[slot] != number) {
			if (this.keys[slot] == 0) {
				if (this.size >= this.max && number != OTHER) {
					return slot(OTHER);
				}
				if (this.size * 2 >= this.keys.length) {
					grow();
					return slot(number);
				}
				this.keys[slot] = number;
				this.size++;
				return slot;
			}
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	private void grow() {
		int[] oldKeys = this.keys;
		long[] oldValues = this.values;
		this.keys = new int[oldKeys.length * 2];
		this.values = new long[this.keys.length * 3];
		this.size = 0;
		for (int i = 0; i < oldKeys.length; i++) {
			if (oldKeys[i] != 0) {
				add(oldKeys[i], oldValues[i * 3], oldValues[i * 3 + 1], oldValues[i * 3 + 2]);
			}
		}
	}

	/** Takes the counts of one statement. */
	@FunctionalInterface
	interface Visitor {

		void statement(int number, long count, long nanos, long rows);

	}

}
