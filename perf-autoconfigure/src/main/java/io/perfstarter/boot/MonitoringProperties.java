package io.perfstarter.boot;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The switch of everything.
 *
 * @param enabled Whether anything is measured. Off, nothing of the starter is in the
 * application.
 */
@ConfigurationProperties("performance.monitoring")
record MonitoringProperties(@DefaultValue("true") boolean enabled) {

}
