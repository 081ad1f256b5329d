package io.perfstarter.sample.data;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Generates the data before the application counts as ready.
 */
@Component
class GenerateAtStart implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(GenerateAtStart.class);

	private final DataGenerator generator;

	GenerateAtStart(DataGenerator generator) {
		this.generator = generator;
	}

	@Override
	public void run(ApplicationArguments args) {
		long start = System.nanoTime();
		if (this.generator.generate()) {
			logger.info("Generated the shop's data in {} ms", Duration.ofNanos(System.nanoTime() - start).toMillis());
		}
	}

}
