package io.perfstarter.trace;

/**
 * What an event on an execution's time line is.
 */
public enum EventType {

	/** A statement that was executed. */
	QUERY,

	/** A wait for a connection. */
	CONNECTION_WAIT,

	/** The rendering of a view. */
	RENDER

}
