package io.perfstarter.series;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The closed intervals of a series, encoded, in order of time. An interval in which
 * nothing happened is not there. Not thread-safe.
 */
final class Intervals {

	private int[] numbers = new int[0];

	private byte[] @Nullable [] blocks = new byte[0][];

	private int size;

	void append(int number, byte[] block) {
		if (this.size == this.numbers.length) {
			int larger = Math.max(2, this.size + (this.size >> 1) + 1);
			this.numbers = Arrays.copyOf(this.numbers, larger);
			this.blocks = Arrays.copyOf(this.blocks, larger);
		}
		this.numbers[this.size] = number;
		this.blocks[this.size++] = block;
	}

	int size() {
		return this.size;
	}

	int number(int index) {
		return this.numbers[index];
	}

	byte[] block(int index) {
		byte[] block = this.blocks[index];
		if (block == null) {
			throw new IndexOutOfBoundsException(index);
		}
		return block;
	}

	/** Drops the oldest intervals. */
	void removeFirst(int count) {
		if (count > 0) {
			int left = this.size - count;
			if (left == 0) {
				this.numbers = new int[0];
				this.blocks = new byte[0][];
			}
			else {
				System.arraycopy(this.numbers, count, this.numbers, 0, left);
				System.arraycopy(this.blocks, count, this.blocks, 0, left);
				Arrays.fill(this.blocks, left, this.size, null);
			}
			this.size = left;
		}
	}

	/** Drops the intervals before a number. */
	void removeBefore(int number) {
		int count = 0;
		while (count < this.size && this.numbers[count] < number) {
			count++;
		}
		removeFirst(count);
	}

}
