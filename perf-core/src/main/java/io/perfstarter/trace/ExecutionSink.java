package io.perfstarter.trace;

/**
 * Where executions go. Called on the application's threads, so implementations are quick,
 * thread-safe and do no I/O.
 */
public interface ExecutionSink {

	/**
	 * Takes an execution that has ended. Its {@linkplain Execution#track() track} is
	 * reused after this call.
	 * @param execution the execution
	 */
	void ended(Execution execution);

	/**
	 * Takes the statements that a running execution gathered so far, because it runs long
	 * or runs many.
	 * @param track the track whose {@linkplain Track#forgetStatements() statements} are
	 * taken
	 */
	void flush(Track track);

	/**
	 * Takes what another thread did for an execution that had ended by then. Its track is
	 * reused after this call.
	 * @param operation the operation it was done for
	 * @param track the totals
	 */
	void late(Operation operation, Track track);

	/**
	 * Takes a run of an operation that is part of an execution, or of none.
	 * @param operation the operation, such as a step or a call to another service
	 * @param duration how long it took, in nanoseconds
	 * @param failed whether it failed
	 * @param items how many items it worked on; 0 if it does not say
	 */
	void part(Operation operation, long duration, boolean failed, long items);

	/**
	 * Takes rows that were read after their statement was recorded.
	 * @param statement the statement
	 * @param rows the number of rows
	 */
	void lateRows(Statement statement, long rows);

	/**
	 * Takes the end of a connection's use that no running execution sees.
	 * @param dataSource the {@linkplain Track#borrowed(int, long, long) number} of the
	 * data source
	 * @param holdNanos how long it was held
	 */
	void lateReturn(int dataSource, long holdNanos);

	/**
	 * Whether nobody knows yet where an operation runs a statement.
	 * @param operation the operation
	 * @param statement the statement
	 * @return whether the call site is wanted
	 */
	boolean firstSight(Operation operation, Statement statement);

	/**
	 * Whether it is not known yet from where an operation repeats a statement.
	 * @param operation the operation
	 * @param statement a statement that it has just repeated suspiciously often
	 * @return whether the call sites of the repeats are wanted
	 */
	boolean unsettled(Operation operation, Statement statement);

	/**
	 * Whether an operation has repeated a statement before, and more has to be learnt of
	 * from where.
	 * @param operation the operation
	 * @param statement a statement that it has just run for the first time
	 * @return whether the call sites of this and the following runs are wanted
	 */
	boolean isLookedAt(Operation operation, Statement statement);

	/**
	 * Whether an operation repeats a statement from several places, so that one of them
	 * says nothing of the other runs.
	 * @param operation the operation
	 * @param statement a statement that it has just repeated suspiciously often
	 * @return whether a single call site is of no use
	 */
	default boolean isFromSeveral(Operation operation, Statement statement) {
		return false;
	}

	/**
	 * Takes the call site of a statement.
	 * @param operation the operation that runs it
	 * @param statement the statement
	 * @param callSite where
	 */
	void callSite(Operation operation, Statement statement, CallSite callSite);

}
