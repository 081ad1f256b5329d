package io.perfstarter.boot.request;

import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import io.perfstarter.trace.Tracer;

/**
 * What every request that is measured needs.
 *
 * @param tracer knows what the threads of a request have done
 * @param clock the clock
 * @param guard takes what fails
 * @param responseTimeHeader whether responses carry X-Response-Time
 * @param serverTimingHeader whether responses carry Server-Timing
 */
record RequestSettings(Tracer tracer, NanoClock clock, Guard guard, boolean responseTimeHeader,
		boolean serverTimingHeader) {

	boolean anyHeader() {
		return this.responseTimeHeader || this.serverTimingHeader;
	}

}
