package io.perfstarter.boot.resource;

import io.perfstarter.series.ResourceSample;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.WebServer;

/**
 * Reads the threads and connections of one kind of web server.
 */
interface ServerReader {

	/**
	 * Reads a server.
	 * @param name what to call it
	 * @param server the server that runs
	 * @return what was read, or {@code null} if it is of another kind
	 */
	@Nullable ResourceSample read(String name, WebServer server);

}
