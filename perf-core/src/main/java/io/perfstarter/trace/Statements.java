package io.perfstarter.trace;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The statements of one execution with their totals: a small hash table that is emptied
 * and used again. Not thread-safe.
 */
public final class Statements {

	private static final int INITIAL = 32;

	private static final int PENDING = 4;

	private @Nullable Statement[] keys = new Statement[INITIAL];

	/** The last event of each statement that was not recorded yet, or -1. */
	private int[] last = new int[INITIAL];

	private int[] counts = new int[INITIAL];

	/** Of each statement, the runs that were told and that counts knows no more. */
	private int @Nullable [] before;

	private long[] nanos = new long[INITIAL];

	private long[] rows = new long[INITIAL];

	/** Slow runs, failed runs, batches and their sizes that were not recorded yet. */
	private int[] pending = new int[INITIAL * PENDING];

	private boolean anyPending;

	/** What the recorder notes of each statement. */
	private int[] numbers = new int[INITIAL];

	/** Whether it is looked up where the runs of a statement come from. */
	private boolean[] lookedUp = new boolean[INITIAL];

	private int[] used = new int[INITIAL / 2];

	private int size;

	Statements() {
	}

	/**
	 * Counts a run of a statement and chains its event to the one before.
	 * @return where the statement is, for {@link #note} and {@link #countAt}
	 */
	int add(Statement statement, int event, TimeLine timeLine, long duration, long updated) {
		int slot = slot(statement);
		timeLine.chain(event, this.last[slot]);
		this.last[slot] = event;
		this.nanos[slot] += duration;
		this.rows[slot] += updated;
		this.counts[slot]++;
		return slot;
	}

	/** Counts what is not said of most runs. */
	void note(int slot, boolean slow, boolean failed, int batchSize) {
		int at = slot * PENDING;
		this.pending[at] += slow ? 1 : 0;
		this.pending[at + 1] += failed ? 1 : 0;
		this.pending[at + 2] += (batchSize > 0) ? 1 : 0;
		this.pending[at + 3] += batchSize;
		this.anyPending = true;
	}

	/** How often a statement has run, told or not. */
	int countAt(int slot) {
		return (this.before != null) ? this.before[slot] + this.counts[slot] : this.counts[slot];
	}

	void lookUp(int slot) {
		this.lookedUp[slot] = true;
	}

	boolean isLookedUp(int slot) {
		return this.lookedUp[slot];
	}

	void addRows(Statement statement, long count) {
		this.rows[slot(statement)] += count;
	}

	/**
	 * Adds totals, but not the events.
	 * @return how often the one of them ran that ran most often
	 */
	int absorb(Statements other) {
		int max = 0;
		for (int i = 0; i < other.size; i++) {
			int from = other.used[i];
			if (other.counts[from] != 0 || other.rows[from] != 0) {
				int to = slot(other.get(i));
				this.counts[to] += other.counts[from];
				this.nanos[to] += other.nanos[from];
				this.rows[to] += other.rows[from];
				for (int pending = 0; other.anyPending && pending < PENDING; pending++) {
					this.pending[to * PENDING + pending] += other.pending[from * PENDING + pending];
				}
				max = Math.max(max, this.counts[to]);
			}
		}
		this.anyPending |= other.anyPending;
		return max;
	}

	/** Chains an event of a statement whose totals were added. */
	void chain(Statement statement, int event, TimeLine timeLine) {
		int slot = slot(statement);
		timeLine.chain(event, this.last[slot]);
		this.last[slot] = event;
	}

	/** All was told to somebody else: what comes now starts at nothing. */
	void told() {
		int[] before = this.before;
		if (before == null) {
			before = new int[this.keys.length];
			this.before = before;
		}
		for (int i = 0; i < this.size; i++) {
			int slot = this.used[i];
			before[slot] += this.counts[slot];
			this.counts[slot] = 0;
			this.nanos[slot] = 0;
			this.rows[slot] = 0;
		}
		flushed();
	}

	/** All events were recorded: what comes now starts new chains. */
	void flushed() {
		for (int i = 0; i < this.size; i++) {
			int slot = this.used[i];
			this.last[slot] = -1;
		}
		clearPending();
	}

	void clear() {
		for (int i = 0; i < this.size; i++) {
			this.keys[this.used[i]] = null;
		}
		this.size = 0;
		this.before = null;
		clearPending();
	}

	private void clearPending() {
		if (this.anyPending) {
			Arrays.fill(this.pending, 0);
			this.anyPending = false;
		}
	}

	/**
	 * Returns the number of statements.
	 * @return how many different ones ran
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Returns a statement.
	 * @param index from 0, in the order of their first run
	 * @return the statement
	 */
	public Statement get(int index) {
		Statement statement = this.keys[this.used[index]];
		if (statement == null) {
			throw new IndexOutOfBoundsException(index);
		}
		return statement;
	}

	/**
	 * Returns the last event of a statement that was not recorded yet.
	 * @param index the statement's
	 * @return the number of the event, or -1 if all were
	 * @see TimeLine#previous(int)
	 */
	public int last(int index) {
		return this.last[this.used[index]];
	}

	/**
	 * Returns how often a statement ran.
	 * @param index the statement's
	 * @return its runs
	 */
	public int count(int index) {
		return this.counts[this.used[index]];
	}

	/**
	 * Returns how long a statement ran.
	 * @param index the statement's
	 * @return nanoseconds, all runs together
	 */
	public long nanos(int index) {
		return this.nanos[this.used[index]];
	}

	/**
	 * Returns the rows of a statement.
	 * @param index the statement's
	 * @return rows read or changed, all runs together
	 */
	public long rows(int index) {
		return this.rows[this.used[index]];
	}

	/**
	 * Returns the slow runs that were not recorded yet.
	 * @param index the statement's
	 * @return their number
	 */
	public int pendingSlow(int index) {
		return this.pending[this.used[index] * PENDING];
	}

	/**
	 * Returns the failed runs that were not recorded yet.
	 * @param index the statement's
	 * @return their number
	 */
	public int pendingFailed(int index) {
		return this.pending[this.used[index] * PENDING + 1];
	}

	/**
	 * Returns the batches that were not recorded yet.
	 * @param index the statement's
	 * @return their number
	 */
	public int pendingBatches(int index) {
		return this.pending[this.used[index] * PENDING + 2];
	}

	/**
	 * Returns the sizes of the batches that were not recorded yet.
	 * @param index the statement's
	 * @return sets of bind values, all batches together
	 */
	public int pendingBatchSize(int index) {
		return this.pending[this.used[index] * PENDING + 3];
	}

	/**
	 * Notes under which number the recorder keeps a statement.
	 * @param index the statement's
	 * @param number the number
	 */
	public void number(int index, int number) {
		this.numbers[this.used[index]] = number;
	}

	/**
	 * Returns the number that was noted.
	 * @param index the statement's
	 * @return the number
	 */
	public int number(int index) {
		return this.numbers[this.used[index]];
	}

	private int slot(Statement statement) {
		int mask = this.keys.length - 1;
		int slot = (statement.hashCode() * 0x9E3779B9) >>> (32 - Integer.bitCount(mask));
		while (true) {
			Statement key = this.keys[slot];
			if (key == statement || (key != null && key.equals(statement))) {
				return slot;
			}
			if (key == null) {
				if (this.size == this.used.length) {
					grow();
					return slot(statement);
				}
				this.keys[slot] = statement;
				this.last[slot] = -1;
				this.counts[slot] = 0;
				this.nanos[slot] = 0;
				this.rows[slot] = 0;
				this.lookedUp[slot] = false;
				this.used[this.size++] = slot;
				return slot;
			}
			slot = (slot + 1) & mask;
		}
	}

	private void grow() {
		Statements larger = new Statements();
		int length = this.keys.length * 2;
		larger.keys = new Statement[length];
		larger.last = new int[length];
		larger.counts = new int[length];
		larger.before = (this.before != null) ? new int[length] : null;
		larger.nanos = new long[length];
		larger.rows = new long[length];
		larger.pending = new int[length * PENDING];
		larger.numbers = new int[length];
		larger.lookedUp = new boolean[length];
		larger.used = new int[length / 2];
		for (int i = 0; i < this.size; i++) {
			int from = this.used[i];
			int to = larger.slot(get(i));
			larger.last[to] = this.last[from];
			larger.counts[to] = this.counts[from];
			larger.lookedUp[to] = this.lookedUp[from];
			if (this.before != null && larger.before != null) {
				larger.before[to] = this.before[from];
			}
			larger.nanos[to] = this.nanos[from];
			larger.rows[to] = this.rows[from];
			System.arraycopy(this.pending, from * PENDING, larger.pending, to * PENDING, PENDING);
		}
		this.keys = larger.keys;
		this.last = larger.last;
		this.counts = larger.counts;
		this.before = larger.before;
		this.nanos = larger.nanos;
		this.rows = larger.rows;
		this.pending = larger.pending;
		this.numbers = larger.numbers;
		this.lookedUp = larger.lookedUp;
		this.used = larger.used;
	}

}
