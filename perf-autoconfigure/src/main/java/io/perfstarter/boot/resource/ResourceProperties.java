package io.perfstarter.boot.resource;

import java.time.Duration;

import io.perfstarter.boot.InvalidPropertyException;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which resources are read.
 *
 * @param enabled Whether resources are read at all.
 * @param memory Memory of the process and of its container.
 * @param cpu Processors.
 * @param disk Disk of the working directory.
 * @param gc Garbage collection.
 * @param threads Threads of the process.
 * @param server Threads and connections of the web server.
 * @param pool Pools of database connections.
 * @param redis Redis, where there is a connection factory.
 */
@ConfigurationProperties("performance.resource")
record ResourceProperties(@DefaultValue("true") boolean enabled, @DefaultValue Part memory, @DefaultValue Part cpu,
		@DefaultValue Part disk, @DefaultValue Part gc, @DefaultValue Part threads, @DefaultValue Part server,
		@DefaultValue Part pool, @DefaultValue Redis redis) {

	/**
	 * A part that can be switched off.
	 *
	 * @param enabled Whether this is read.
	 */
	record Part(@DefaultValue("true") boolean enabled) {

	}

	/**
	 * How Redis is asked.
	 *
	 * @param enabled Whether this is read.
	 * @param timeout Time within which Redis has to answer. The time-outs of the
	 * connection factory stay as they are.
	 */
	record Redis(@DefaultValue("true") boolean enabled, @DefaultValue("1s") Duration timeout) {

		Redis {
			if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofSeconds(10)) > 0) {
				throw new InvalidPropertyException("performance.resource.redis.timeout", timeout.toMillis() + "ms",
						"a duration above zero, at most 10s");
			}
		}

	}

}
