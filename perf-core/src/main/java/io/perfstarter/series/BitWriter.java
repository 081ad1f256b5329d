package io.perfstarter.series;

import java.util.Arrays;

/**
 * Writes numbers so that small ones take few bits: Elias gamma for positive numbers,
 * Elias delta where they may be large (P. Elias, "Universal codeword sets and
 * representations of the integers", 1975). Not thread-safe; can be reused.
 */
final class BitWriter {

	private byte[] bytes = new byte[256];

	private long pending;

	private int bits;

	private int size;

	/** Writes a number of at least 0 that is mostly small. */
	void small(long value) {
		gamma(value + 1);
	}

	/** Writes a number of at least 0 that may be large. */
	void large(long value) {
		long shifted = value + 1;
		int length = 64 - Long.numberOfLeadingZeros(shifted);
		gamma(length);
		put(shifted, length - 1);
	}

	private void gamma(long value) {
		int length = 64 - Long.numberOfLeadingZeros(value);
		put(0, length - 1);
		put(value, length);
	}

	private void put(long value, int count) {
		int left = count;
		while (left > 0) {
			int take = Math.min(left, 32);
			long part = (value >>> (left - take)) & ((1L << take) - 1);
			this.pending = (this.pending << take) | part;
			this.bits += take;
			left -= take;
			while (this.bits >= 8) {
				this.bits -= 8;
				write((byte) (this.pending >>> this.bits));
			}
		}
	}

	private void write(byte value) {
		if (this.size == this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, this.size * 2);
		}
		this.bytes[this.size++] = value;
	}

	/** Returns what was written and starts afresh. */
	byte[] finish() {
		if (this.bits > 0) {
			write((byte) (this.pending << (8 - this.bits)));
		}
		byte[] result = Arrays.copyOf(this.bytes, this.size);
		this.size = 0;
		this.bits = 0;
		this.pending = 0;
		if (this.bytes.length > 8192) {
			this.bytes = new byte[256];
		}
		return result;
	}

}
