package io.perfstarter.series;

import java.util.ArrayList;
import java.util.List;

/**
 * What is read of resources. The key is its name in answers; a key that ends in
 * {@code Bytes} or {@code Ms} says the unit, shares are from 0 to 1.
 */
public enum ResourceFigure {

	/** Heap in use. */
	HEAP_USED(ResourceKind.MEMORY, "heapUsedBytes"),

	/** What the heap may grow to. */
	HEAP_MAX(ResourceKind.MEMORY, "heapMaxBytes"),

	/** Metaspace, code cache and the like. */
	NON_HEAP_USED(ResourceKind.MEMORY, "nonHeapUsedBytes"),

	/** What the process has in RAM, all in all. */
	RSS(ResourceKind.MEMORY, "rssBytes"),

	/** What the container may use. */
	CONTAINER_LIMIT(ResourceKind.MEMORY, "containerLimitBytes"),

	/** Share of all processors that this process uses. */
	PROCESS_CPU(ResourceKind.CPU, "processUsage", 4),

	/** Share of all processors that is in use. */
	SYSTEM_CPU(ResourceKind.CPU, "systemUsage", 4),

	/** Threads that run or want to, on average over the last minute. */
	LOAD(ResourceKind.CPU, "load", 2),

	/** Processors that this process may use. */
	PROCESSORS(ResourceKind.CPU, "processors"),

	/** What this process may still write. */
	DISK_FREE(ResourceKind.DISK, "freeBytes"),

	/** The size of the disk. */
	DISK_TOTAL(ResourceKind.DISK, "totalBytes"),

	/** Collections that ended since the last reading. */
	COLLECTIONS(ResourceKind.GC, "collections", 0, Summary.SUM),

	/** How long they stopped the application. */
	PAUSE(ResourceKind.GC, "pauseMs", 0, Summary.SUM),

	/** Share of the time that the application stood still for them. */
	PAUSE_SHARE(ResourceKind.GC, "pauseShare", 4, Summary.MEAN),

	/** Platform threads. */
	PLATFORM_THREADS(ResourceKind.THREADS, "platform"),

	/** Those of them that are daemons. */
	DAEMON_THREADS(ResourceKind.THREADS, "daemon"),

	/** The most platform threads since the start. */
	PEAK_THREADS(ResourceKind.THREADS, "peak"),

	/** Platform threads that carry virtual ones. */
	VIRTUAL_CARRIERS(ResourceKind.THREADS, "virtualCarriers"),

	/** Virtual threads that a carrier runs now. */
	VIRTUAL_MOUNTED(ResourceKind.THREADS, "virtualMounted"),

	/** Virtual threads that wait for a carrier. */
	VIRTUAL_QUEUED(ResourceKind.THREADS, "virtualQueued"),

	/** Threads, or virtual threads, that have something to do. */
	SERVER_BUSY(ResourceKind.SERVER, "busy"),

	/** How many may be busy at the same time. */
	SERVER_MAX(ResourceKind.SERVER, "max"),

	/** Threads there are. */
	SERVER_THREADS(ResourceKind.SERVER, "threads"),

	/** What waits for a thread. */
	SERVER_QUEUED(ResourceKind.SERVER, "queued"),

	/** Open connections. */
	SERVER_CONNECTIONS(ResourceKind.SERVER, "connections"),

	/** How many connections may be open. */
	SERVER_MAX_CONNECTIONS(ResourceKind.SERVER, "maxConnections"),

	/** Connections in use. */
	POOL_ACTIVE(ResourceKind.POOL, "active"),

	/** Connections that are free. */
	POOL_IDLE(ResourceKind.POOL, "idle"),

	/** Threads that wait for a connection. */
	POOL_PENDING(ResourceKind.POOL, "pending"),

	/** How many connections there may be. */
	POOL_MAX(ResourceKind.POOL, "max"),

	/** Memory that Redis uses for its data. */
	REDIS_MEMORY(ResourceKind.REDIS, "usedMemoryBytes"),

	/** Connections of clients. */
	REDIS_CLIENTS(ResourceKind.REDIS, "clients"),

	/** Keys that were found, since the start of Redis. */
	REDIS_HITS(ResourceKind.REDIS, "keyspaceHits"),

	/** Keys that were not found, since the start of Redis. */
	REDIS_MISSES(ResourceKind.REDIS, "keyspaceMisses");

	private static final List<List<ResourceFigure>> BY_KIND = new ArrayList<>();

	static {
		for (ResourceKind kind : ResourceKind.values()) {
			List<ResourceFigure> figures = new ArrayList<>();
			for (ResourceFigure figure : values()) {
				if (figure.kind == kind) {
					figure.index = figures.size();
					figures.add(figure);
				}
			}
			BY_KIND.add(List.copyOf(figures));
		}
	}

	private final ResourceKind kind;

	private final String key;

	private final int decimals;

	private final Summary summary;

	private int index;

	ResourceFigure(ResourceKind kind, String key) {
		this(kind, key, 0);
	}

	ResourceFigure(ResourceKind kind, String key, int decimals) {
		this(kind, key, decimals, Summary.LAST);
	}

	ResourceFigure(ResourceKind kind, String key, int decimals, Summary summary) {
		this.kind = kind;
		this.key = key;
		this.decimals = decimals;
		this.summary = summary;
	}

	/**
	 * Returns the figures of a kind of resource.
	 * @param kind the kind
	 * @return its figures in the order in which they are shown
	 */
	public static List<ResourceFigure> of(ResourceKind kind) {
		return BY_KIND.get(kind.ordinal());
	}

	/**
	 * Returns what it is read of.
	 * @return the kind of resource
	 */
	public ResourceKind kind() {
		return this.kind;
	}

	/**
	 * Returns its name in answers.
	 * @return the name of the JSON field
	 */
	public String key() {
		return this.key;
	}

	/**
	 * Returns how exactly it is shown.
	 * @return the decimals; 0 for whole numbers
	 */
	public int decimals() {
		return this.decimals;
	}

	/**
	 * Returns how the readings of a window become one figure.
	 * @return the way
	 */
	public Summary summary() {
		return this.summary;
	}

	/** Returns its place among the figures of its kind. */
	int index() {
		return this.index;
	}

	/** How the readings of a window become one figure. */
	public enum Summary {

		/** By the last. */
		LAST,

		/** By their sum. */
		SUM,

		/** By their mean. */
		MEAN

	}

}
