package io.perfstarter.boot;

import java.util.List;

/**
 * The servers that tests run on.
 */
public enum Server {

	/** Tomcat. */
	TOMCAT("jetty.autoconfigure", "Jetty"),

	/** Jetty. */
	JETTY("tomcat.autoconfigure", "Tomcat");

	private final List<String> exclude;

	Server(String otherPackage, String other) {
		String base = "org.springframework.boot." + otherPackage;
		this.exclude = List.of(base + ".servlet." + other + "ServletWebServerAutoConfiguration",
				base + ".reactive." + other + "ReactiveWebServerAutoConfiguration",
				base + ".actuate.web.server." + other + "ServletManagementContextAutoConfiguration",
				base + ".actuate.web.server." + other + "ReactiveManagementContextAutoConfiguration");
	}

	/** The auto-configurations of the other one. */
	List<String> exclude() {
		return this.exclude;
	}

}
