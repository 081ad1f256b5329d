package io.perfstarter.boot.request;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How HTTP requests are measured.
 *
 * @param enabled Whether HTTP requests are measured.
 * @param exclude Path patterns of requests that are not measured, such as /static/**.
 * Those of Actuator never are.
 * @param responseTimeHeader Whether responses carry X-Response-Time.
 * @param serverTimingHeader Whether responses carry Server-Timing, which shows browsers
 * how many queries ran and how long they took.
 */
@ConfigurationProperties("performance.request")
record RequestProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> exclude,
		@DefaultValue("true") boolean responseTimeHeader, @DefaultValue("false") boolean serverTimingHeader) {

}
