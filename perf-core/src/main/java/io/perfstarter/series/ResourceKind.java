package io.perfstarter.series;

/**
 * What a resource is.
 */
public enum ResourceKind {

	/** The memory of the process. */
	MEMORY,

	/** The processors. */
	CPU,

	/** The disk of the working directory. */
	DISK,

	/** Garbage collection. */
	GC,

	/** The threads of the process. */
	THREADS,

	/** What requests run on. */
	SERVER,

	/** A pool of database connections. */
	POOL,

	/** A Redis. */
	REDIS;

	/** So many resources of a kind are kept; of more, nothing is. */
	public static final int MAX_RESOURCES = 32;

}
