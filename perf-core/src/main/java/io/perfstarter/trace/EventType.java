package io.perfstarter.trace;

/**
 * What an event on an execution's time line is.
 */
public enum EventType {

	/** A statement that was executed. */
	QUERY,

	/** A wait for a connection. */
	CONNECTION_WAIT,

	/** A connection that was held a while before its first query. */
	CONNECTION_UNUSED,

	/**
	 * A connection that was held while nothing was asked of it any more, or not yet
	 * again.
	 */
	CONNECTION_IDLE,

	/** The rendering of a view. */
	RENDER,

	/** A call to another service. */
	CLIENT,

	/** A part of the execution that was named by hand. */
	STEP

}
