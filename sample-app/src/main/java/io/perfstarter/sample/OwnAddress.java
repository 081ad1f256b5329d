package io.perfstarter.sample;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where this application answers. It is known only once the web server runs, so it is
 * asked for late.
 */
@Component
public class OwnAddress {

	private final Environment environment;

	public OwnAddress(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Return the base URL of the application, without a slash at its end.
	 * @return the base URL
	 * @throws IllegalStateException if the web server is not running yet
	 */
	public String baseUrl() {
		return "http://localhost:" + this.environment.getRequiredProperty("local.server.port")
				+ this.environment.getProperty("server.servlet.context-path", "");
	}

}
