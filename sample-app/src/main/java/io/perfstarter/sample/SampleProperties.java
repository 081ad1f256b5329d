package io.perfstarter.sample;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How large the shop is and whether it visits itself.
 *
 * @param traffic Whether the application sends requests to itself.
 * @param trafficInterval Time between two of these requests.
 * @param customers Number of customers to generate.
 * @param products Number of products to generate.
 * @param orders Number of orders to generate.
 */
@ConfigurationProperties("sample")
public record SampleProperties(@DefaultValue("false") boolean traffic, @DefaultValue("250ms") Duration trafficInterval,
		@DefaultValue("2000") int customers, @DefaultValue("200") int products, @DefaultValue("20000") int orders) {

}
