package io.perfstarter.boot.jdbc.app;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The application's configuration; what is auto-configured is chosen by the test.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
public class ItemApplication {

	@Bean
	ItemService itemService(ItemRepository repository, JdbcTemplate jdbc) {
		return new ItemService(repository, jdbc);
	}

}
