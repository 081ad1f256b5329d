/**
 * Reads what the application has and uses: memory, processors, threads, pools, servers
 * and Redis.
 */
@NullMarked
package io.perfstarter.boot.resource;

import org.jspecify.annotations.NullMarked;
