package io.perfstarter.trace;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A few spare tracks, so that a request allocates none. Thread-safe and without locks;
 * not by thread, because virtual threads serve one request each.
 */
final class TrackPool {

	/**
	 * As many as a server usually has threads; a slot that was never used costs nothing.
	 */
	private static final int SLOTS = 256;

	/** Slots lie this far apart so that two threads' slots share no cache line. */
	private static final int STRIDE = 16;

	private final ExecutionSink sink;

	private final AtomicReferenceArray<@Nullable Track> slots;

	private final int mask;

	private final int suspiciousRepeats;

	TrackPool(ExecutionSink sink, int suspiciousRepeats) {
		this.sink = sink;
		this.suspiciousRepeats = suspiciousRepeats;
		this.slots = new AtomicReferenceArray<>(SLOTS * STRIDE);
		this.mask = SLOTS - 1;
	}

	Track take() {
		int start = start();
		for (int i = 0; i < 4; i++) {
			int slot = ((start + i) & this.mask) * STRIDE;
			if (this.slots.getPlain(slot) != null) {
				Track track = this.slots.getAndSet(slot, null);
				if (track != null) {
					return track;
				}
			}
		}
		return new Track(this.sink, this.suspiciousRepeats);
	}

	void give(Track track) {
		int start = start();
		for (int i = 0; i < 4; i++) {
			int slot = ((start + i) & this.mask) * STRIDE;
			if (this.slots.getPlain(slot) == null && this.slots.compareAndSet(slot, null, track)) {
				return;
			}
		}
	}

	@SuppressWarnings("deprecation") // threadId() needs Java 19
	private int start() {
		return (int) Thread.currentThread().getId() & this.mask;
	}

}
