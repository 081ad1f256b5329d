package io.perfstarter.boot.step;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How steps are measured.
 *
 * @param enabled Whether steps and methods annotated with @Monitored are measured.
 */
@ConfigurationProperties("performance.step")
record StepProperties(@DefaultValue("true") boolean enabled) {

}
