package io.perfstarter.trace;

import java.util.Arrays;

/**
 * How one execution used connections, by data source. Not thread-safe.
 */
public final class Connections {

	/** At most this many data sources are told apart; the last stands for all others. */
	public static final int MAX_SOURCES = 32;

	private static final int BORROWS = 0;

	private static final int WAIT = 1;

	private static final int MAX_WAIT = 2;

	private static final int RETURNS = 3;

	private static final int HOLD = 4;

	private static final int MAX_HOLD = 5;

	private static final int COMMITS = 6;

	private static final int ROLLBACKS = 7;

	private static final int NOT_BORROWED = 8;

	private static final int STRIDE = 9;

	/** So many waits are remembered one by one; of more, every second, fourth … */
	static final int MAX_WAITS = 128;

	private static final int SOURCE_BITS = 5;

	private static final long[] NO_WAITS = {};

	private long[] values = new long[STRIDE];

	/** Each with its data source in the lowest bits. */
	private long[] waits = NO_WAITS;

	private int waitCount;

	private int waitWeight = 1;

	private int passedOver;

	Connections() {
	}

	void borrowed(int source, long waited) {
		int at = at(source);
		this.values[at + BORROWS]++;
		this.values[at + WAIT] += waited;
		if (waited > this.values[at + MAX_WAIT]) {
			this.values[at + MAX_WAIT] = waited;
		}
		if (++this.passedOver >= this.waitWeight) {
			this.passedOver = 0;
			remember(source, waited);
		}
	}

	private void remember(int source, long waited) {
		if (this.waitCount == this.waits.length) {
			if (this.waitCount >= MAX_WAITS) {
				halveWaits();
				return;
			}
			this.waits = Arrays.copyOf(this.waits, Math.max(4, 2 * this.waitCount));
		}
		this.waits[this.waitCount++] = (waited << SOURCE_BITS) | source;
	}

	/** Half of the waits stand for all of them. */
	private void halveWaits() {
		this.waitCount /= 2;
		for (int i = 0; i < this.waitCount; i++) {
			this.waits[i] = this.waits[2 * i + 1];
		}
		this.passedOver = this.waitWeight;
		this.waitWeight *= 2;
	}

	void missed(int source) {
		this.values[at(source) + NOT_BORROWED]++;
	}

	void returned(int source, long held) {
		int at = at(source);
		this.values[at + RETURNS]++;
		this.values[at + HOLD] += held;
		if (held > this.values[at + MAX_HOLD]) {
			this.values[at + MAX_HOLD] = held;
		}
	}

	void committed(int source) {
		this.values[at(source) + COMMITS]++;
	}

	void rolledBack(int source) {
		this.values[at(source) + ROLLBACKS]++;
	}

	void absorb(Connections other) {
		for (int source = 0; source < other.sources(); source++) {
			if (other.used(source)) {
				int at = at(source);
				for (int i = 0; i < STRIDE; i++) {
					long theirs = other.values[source * STRIDE + i];
					boolean maximum = i == MAX_WAIT || i == MAX_HOLD;
					this.values[at + i] = maximum ? Math.max(this.values[at + i], theirs)
							: this.values[at + i] + theirs;
				}
			}
		}
		absorbWaits(other);
	}

	private void absorbWaits(Connections other) {
		while (this.waitWeight < other.waitWeight) {
			halveWaits();
		}
		int step = this.waitWeight / other.waitWeight;
		for (int i = step - 1; i < other.waitCount; i += step) {
			if (this.waitCount == MAX_WAITS) {
				halveWaits();
				step *= 2;
			}
			remember((int) other.waits[i] & (MAX_SOURCES - 1), other.waits[i] >> SOURCE_BITS);
		}
	}

	boolean isEmpty() {
		for (int source = 0; source < sources(); source++) {
			if (used(source)) {
				return false;
			}
		}
		return true;
	}

	void clear() {
		Arrays.fill(this.values, 0);
		this.waitCount = 0;
		this.waitWeight = 1;
		this.passedOver = 0;
	}

	/**
	 * Returns the number of data sources there is room for.
	 * @return one more than the highest number used
	 */
	public int sources() {
		return this.values.length / STRIDE;
	}

	/**
	 * Whether a data source was used.
	 * @param source its number
	 * @return whether there is anything to add up
	 */
	public boolean used(int source) {
		int at = source * STRIDE;
		return (this.values[at + BORROWS] | this.values[at + RETURNS] | this.values[at + COMMITS]
				| this.values[at + ROLLBACKS]) != 0;
	}

	/**
	 * Returns the connections taken.
	 * @param source the data source's number
	 * @return how many
	 */
	public long borrows(int source) {
		return this.values[source * STRIDE + BORROWS];
	}

	/**
	 * Returns the time waited for connections.
	 * @param source the data source's number
	 * @return nanoseconds
	 */
	public long waitNanos(int source) {
		return this.values[source * STRIDE + WAIT];
	}

	/**
	 * Returns the longest wait.
	 * @param source the data source's number
	 * @return nanoseconds
	 */
	public long maxWaitNanos(int source) {
		return this.values[source * STRIDE + MAX_WAIT];
	}

	/**
	 * Returns the attempts that ended without a connection; they count as borrows too.
	 * @param source the data source's number
	 * @return how many
	 */
	public long notBorrowed(int source) {
		return this.values[source * STRIDE + NOT_BORROWED];
	}

	/**
	 * Returns how many waits are remembered one by one, of all data sources.
	 * @return a number up to a cap
	 */
	public int waits() {
		return this.waitCount;
	}

	/**
	 * Returns for how many waits each one stands that is remembered.
	 * @return 1, or a power of two where there were too many
	 */
	public int waitWeight() {
		return this.waitWeight;
	}

	/**
	 * Returns what was waited for.
	 * @param wait which wait
	 * @return the data source's number
	 */
	public int waitSource(int wait) {
		return (int) this.waits[wait] & (MAX_SOURCES - 1);
	}

	/**
	 * Returns a wait.
	 * @param wait which wait
	 * @return nanoseconds
	 */
	public long waitNanosOf(int wait) {
		return this.waits[wait] >> SOURCE_BITS;
	}

	/**
	 * Returns the connections given back.
	 * @param source the data source's number
	 * @return how many
	 */
	public long returns(int source) {
		return this.values[source * STRIDE + RETURNS];
	}

	/**
	 * Returns the time that connections were held.
	 * @param source the data source's number
	 * @return nanoseconds
	 */
	public long holdNanos(int source) {
		return this.values[source * STRIDE + HOLD];
	}

	/**
	 * Returns the longest time that a connection was held.
	 * @param source the data source's number
	 * @return nanoseconds
	 */
	public long maxHoldNanos(int source) {
		return this.values[source * STRIDE + MAX_HOLD];
	}

	/**
	 * Returns the commits.
	 * @param source the data source's number
	 * @return how many
	 */
	public long commits(int source) {
		return this.values[source * STRIDE + COMMITS];
	}

	/**
	 * Returns the rollbacks.
	 * @param source the data source's number
	 * @return how many
	 */
	public long rollbacks(int source) {
		return this.values[source * STRIDE + ROLLBACKS];
	}

	/**
	 * Returns the connections taken from any data source.
	 * @return how many
	 */
	public long borrows() {
		return sum(BORROWS);
	}

	/**
	 * Returns the time waited for any connection.
	 * @return nanoseconds
	 */
	public long waitNanos() {
		return sum(WAIT);
	}

	/**
	 * Returns the longest wait for any connection.
	 * @return nanoseconds
	 */
	public long maxWaitNanos() {
		long max = 0;
		for (int at = 0; at < this.values.length; at += STRIDE) {
			max = Math.max(max, this.values[at + MAX_WAIT]);
		}
		return max;
	}

	/**
	 * Returns the commits on all data sources.
	 * @return how many
	 */
	public long commits() {
		return sum(COMMITS);
	}

	/**
	 * Returns the rollbacks on all data sources.
	 * @return how many
	 */
	public long rollbacks() {
		return sum(ROLLBACKS);
	}

	private long sum(int what) {
		long sum = 0;
		for (int at = 0; at < this.values.length; at += STRIDE) {
			sum += this.values[at + what];
		}
		return sum;
	}

	private int at(int source) {
		int at = source * STRIDE;
		if (at >= this.values.length) {
			this.values = Arrays.copyOf(this.values, (source + 1) * STRIDE);
		}
		return at;
	}

}
