package io.perfstarter.boot.observe;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is measured beside requests.
 *
 * @param enabled Whether jobs, messages and calls to other services are measured.
 * @param tasks Whether scheduled methods, runners and batch jobs are measured.
 * @param messages Whether Kafka, Rabbit and JMS listeners are measured.
 * @param client Whether calls by RestClient, RestTemplate and WebClient are measured.
 */
@ConfigurationProperties("performance.observe")
record ObserveProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean tasks,
		@DefaultValue("true") boolean messages, @DefaultValue("true") boolean client) {

}
