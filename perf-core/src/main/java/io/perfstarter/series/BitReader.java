package io.perfstarter.series;

/**
 * Reads what a {@link BitWriter} wrote. Not thread-safe.
 */
final class BitReader {

	private final byte[] bytes;

	private int position;

	/** The bits to come, the next one highest. */
	private long buffer;

	private int available;

	BitReader(byte[] bytes) {
		this.bytes = bytes;
	}

	long small() {
		return gamma() - 1;
	}

	long large() {
		int length = (int) gamma();
		return ((1L << (length - 1)) | take(length - 1)) - 1;
	}

	private long gamma() {
		fill();
		int zeros = Long.numberOfLeadingZeros(this.buffer);
		int length = 2 * zeros + 1;
		if (length <= this.available) {
			long value = this.buffer >>> (64 - length);
			consume(length);
			return value;
		}
		// Rare: the number does not fit into what is buffered.
		zeros = 0;
		while (take(1) == 0) {
			zeros++;
		}
		return (1L << zeros) | take(zeros);
	}

	private long take(int count) {
		if (count == 0) {
			return 0;
		}
		if (count > 32) {
			long high = take(count - 32);
			return (high << 32) | take(32);
		}
		fill();
		if (this.available < count) {
			throw new IllegalStateException("The block ends in the middle of a number");
		}
		long value = this.buffer >>> (64 - count);
		consume(count);
		return value;
	}

	private void fill() {
		while (this.available <= 56 && this.position < this.bytes.length) {
			this.buffer |= (this.bytes[this.position++] & 0xFFL) << (56 - this.available);
			this.available += 8;
		}
	}

	private void consume(int count) {
		this.buffer = (count == 64) ? 0 : this.buffer << count;
		this.available -= count;
	}

}
