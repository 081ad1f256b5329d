package io.perfstarter.series;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The counts of one running interval, in {@link Buckets}. Only the stretches in use have
 * memory: a typical series needs 2 kB where a whole array would take 19. Not thread-safe.
 */
final class LiveHistogram {

	private static final int CHUNK_BITS = 6;

	private static final int CHUNK = 1 << CHUNK_BITS;

	private static final int CHUNKS = (Buckets.COUNT + CHUNK - 1) >> CHUNK_BITS;

	private int @Nullable [] @Nullable [] chunks;

	private boolean dirty;

	void add(long value) {
		add(Buckets.index(value), 1);
	}

	void add(int bucket, int count) {
		int[][] all = this.chunks;
		if (all == null) {
			all = new int[CHUNKS][];
			this.chunks = all;
		}
		int[] chunk = all[bucket >> CHUNK_BITS];
		if (chunk == null) {
			chunk = new int[CHUNK];
			all[bucket >> CHUNK_BITS] = chunk;
		}
		chunk[bucket & (CHUNK - 1)] += count;
		this.dirty = true;
	}

	void forEach(BucketVisitor visitor) {
		int[][] all = this.chunks;
		if (all == null || !this.dirty) {
			return;
		}
		for (int c = 0; c < CHUNKS; c++) {
			int[] chunk = all[c];
			if (chunk != null) {
				for (int i = 0; i < CHUNK; i++) {
					if (chunk[i] != 0) {
						visitor.bucket((c << CHUNK_BITS) + i, chunk[i]);
					}
				}
			}
		}
	}

	/**
	 * Empties the histogram: a series in use keeps its memory for the next interval, an
	 * idle one gives it back.
	 */
	void reset() {
		int[][] all = this.chunks;
		if (all == null) {
			return;
		}
		if (!this.dirty) {
			this.chunks = null;
			return;
		}
		for (int[] chunk : all) {
			if (chunk != null) {
				Arrays.fill(chunk, 0);
			}
		}
		this.dirty = false;
	}

	/** Takes one bucket that is not empty. */
	@FunctionalInterface
	interface BucketVisitor {

		void bucket(int index, int count);

	}

}
