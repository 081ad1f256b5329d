package io.perfstarter.trace;

/**
 * What sort of work an {@link Operation} is.
 */
public enum OperationKind {

	/** An HTTP request that the application serves. */
	HTTP,

	/** A job, such as a scheduled method. */
	TASK,

	/** A message that a listener handles. */
	MESSAGE,

	/** A part of an execution that was named by hand. */
	STEP,

	/** A call to another service. */
	CLIENT

}
