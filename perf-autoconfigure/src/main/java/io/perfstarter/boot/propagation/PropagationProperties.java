package io.perfstarter.boot.propagation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How work on other threads is measured.
 *
 * @param enabled Whether what other threads do for a request or a job is credited to it:
 * tasks on Spring's executors, and what Micrometer's context propagation carries.
 */
@ConfigurationProperties("performance.propagation")
record PropagationProperties(@DefaultValue("true") boolean enabled) {

}
