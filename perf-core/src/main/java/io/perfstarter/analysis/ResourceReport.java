package io.perfstarter.analysis;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the application has and how much of it it uses. What is not read is {@code null},
 * or not in its list.
 *
 * @param timestamp when it was made
 * @param periodMinutes the window that was asked for
 * @param memory the memory of the process
 * @param cpu the processors
 * @param disk the disk of the working directory
 * @param gc garbage collection
 * @param threads the threads of the process
 * @param servers what requests run on
 * @param pools the pools of database connections
 * @param redis each Redis
 */
public record ResourceReport(Instant timestamp, int periodMinutes, @Nullable ResourceFigures memory,
		@Nullable ResourceFigures cpu, @Nullable ResourceFigures disk, @Nullable ResourceFigures gc,
		@Nullable ResourceFigures threads, List<ResourceFigures> servers, List<ResourceFigures> pools,
		List<RedisFigures> redis) {

}
