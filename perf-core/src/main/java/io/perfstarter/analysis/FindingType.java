package io.perfstarter.analysis;

/**
 * What may be wrong with how an application uses its database. The order is that of the
 * documentation.
 */
public enum FindingType {

	/**
	 * One statement for each row of another: an association or a lookup that is resolved
	 * one by one. Lost is the database time of all runs but one.
	 */
	N_PLUS_ONE(Severity.MEDIUM, 1, 0, true),

	/**
	 * The same statement with the same bind values again and again. Lost is the database
	 * time of all runs but one.
	 */
	CACHEABLE_READ(Severity.LOW, 1, 0, true),

	/**
	 * Inserts or changes that are sent one by one. Lost is the database time of all runs
	 * but one.
	 */
	MISSING_BATCH(Severity.LOW, 1, 0, true),

	/**
	 * An eager association that no query asked for, resolved one by one. Lost is the
	 * database time of all runs.
	 */
	EAGER_ASSOCIATION(Severity.MEDIUM, 1, 0, true),

	/**
	 * A row that was loaded again and again. Lost is nothing that is known: which
	 * statements loaded it is not.
	 */
	REPEATED_ROW(Severity.LOW, 3, 0.5, true),

	/**
	 * Queries that ran while a view rendered, and that no other finding explains. Lost is
	 * their database time, during which nothing was sent.
	 */
	RENDER_QUERIES(Severity.LOW, 3, 0.5, true),

	/**
	 * Many rows read by one statement of a request, without a limit. Lost is the share of
	 * its time beyond the limit.
	 */
	UNBOUNDED_RESULT(Severity.MEDIUM, 1, 0, true),

	/**
	 * A page that was cut out in memory, after all rows had been read. Lost is the
	 * statement's time.
	 */
	PAGED_IN_MEMORY(Severity.MEDIUM, 1, 0, true),

	/**
	 * A call to another service while a connection was held. Lost is the time that others
	 * could not have the connection.
	 */
	REMOTE_CALL_IN_TRANSACTION(Severity.MEDIUM, 1, 0, false),

	/**
	 * A connection that was held while nothing was asked of it. Lost is the time that
	 * others could not have it.
	 */
	IDLE_CONNECTION(Severity.LOW, 3, 0.5, false),

	/**
	 * A connection that was taken long before its first query. Lost is the time that
	 * others could not have it.
	 */
	EARLY_CONNECTION(Severity.LOW, 3, 0.5, false),

	/** A change on a connection that was said to be read-only. Lost is nothing. */
	READ_ONLY_WRITE(Severity.MEDIUM, 1, 0, false),

	/**
	 * Transactions that roll back in execution after execution. Lost is the database time
	 * of those executions, whose work was thrown away.
	 */
	REPEATED_ROLLBACK(Severity.LOW, 5, 0.1, false);

	private final Severity severity;

	private final int executions;

	private final double share;

	private final boolean aboutQueries;

	FindingType(Severity severity, int executions, double share, boolean aboutQueries) {
		this.severity = severity;
		this.executions = executions;
		this.share = share;
		this.aboutQueries = aboutQueries;
	}

	/** Returns how severe it is at least, however little time it takes today. */
	Severity severity() {
		return this.severity;
	}

	/**
	 * Returns how many executions have to show it before it is told: what a busy machine
	 * can cause once, more than one.
	 */
	int executions() {
		return this.executions;
	}

	/**
	 * Returns which share of the executions of the last hour have to show it: what
	 * happens now and then, while the machine is busy or the application warms up, is
	 * none.
	 */
	double share() {
		return this.share;
	}

	/** Whether it is about which queries run, so that they may be expected. */
	boolean isAboutQueries() {
		return this.aboutQueries;
	}

}
