package io.perfstarter.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter where a library is really not there: its own classes are loaded once more,
 * by a class loader that does not know the library, so what they name in vain fails.
 */
class AbsentLibrariesTests {

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.kafka. org.apache.kafka.", "org.springframework.amqp. com.rabbitmq.",
			"org.springframework.jms. jakarta.jms.", "org.springframework.batch.",
			"org.springframework.web.reactive. reactor.", "org.springframework.web.",
			"org.springframework.data.redis. io.lettuce.", "io.lettuce.", "io.micrometer.context.",
			"org.springframework.orm. org.hibernate. jakarta.persistence.", "com.zaxxer.hikari.",
			"org.apache.tomcat.jdbc.", "org.apache.commons.dbcp2.", "org.apache.catalina. org.apache.coyote.",
			"org.eclipse.jetty.", "org.springframework.jdbc.",
			"org.springframework.kafka. org.apache.kafka. org.springframework.amqp. com.rabbitmq. org.springframework.jms."
					+ " jakarta.jms. org.springframework.batch. org.springframework.web. jakarta.servlet. reactor."
					+ " org.springframework.data. io.lettuce. redis.clients. io.micrometer.context."
					+ " org.springframework.orm. org.hibernate. jakarta.persistence. com.zaxxer. org.apache.tomcat."
					+ " org.apache.catalina. org.apache.coyote. org.apache.commons. org.eclipse.jetty."
					+ " org.springframework.jdbc. ch.qos.logback. io.prometheus. io.micrometer.prometheusmetrics. tools.jackson." })
	void startsAndReadsResources(String packages) throws Exception {
		WithoutLoader loader = new WithoutLoader(Arrays.asList(packages.split(" ")));
		new ApplicationContextRunner().withClassLoader(loader)
			.withUserConfiguration(Imports.class)
			.withPropertyValues("imports=" + String.join(",", loader.autoConfigurations()))
			.withBean("runner", loader.loadClass(Runner.class.getName()).asSubclass(Object.class))
			.run((context) -> {
				assertThat(context).hasNotFailed().hasBean("performance").hasBean("performanceRunnerPostProcessor");
				Object sampling = context.getBean("performanceResourceSampling");
				assertThat(sampling.getClass().getClassLoader()).isSameAs(loader);
				sampling.getClass().getMethod("run").invoke(sampling);
				Object guard = context.getBean(loader.loadClass("io.perfstarter.trace.Guard"));
				assertThat(guard.getClass().getMethod("count").invoke(guard)).isEqualTo(0L);
			});
	}

	/**
	 * By name, as Boot does: a class of which something is absent cannot tell of itself.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(Imports.Selector.class)
	static class Imports {

		static class Selector implements DeferredImportSelector, EnvironmentAware {

			private Environment environment;

			@Override
			public void setEnvironment(Environment environment) {
				this.environment = environment;
			}

			@Override
			public String[] selectImports(AnnotationMetadata metadata) {
				return this.environment.getRequiredProperty("imports", String[].class);
			}

		}

	}

	/** A bean for the post-processors to look at. */
	static class Runner implements org.springframework.boot.CommandLineRunner {

		@Override
		@Monitored
		public void run(String... arguments) {
		}

	}

	/** Does not know some packages, and loads the starter itself. */
	private static final class WithoutLoader extends ClassLoader {

		private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

		private final List<String> packages;

		WithoutLoader(List<String> packages) {
			super(AbsentLibrariesTests.class.getClassLoader());
			this.packages = packages;
		}

		/** In their order, which is that of the classes of the same names. */
		List<String> autoConfigurations() throws Exception {
			for (java.net.URL url : Collections.list(getResources(IMPORTS))) {
				try (InputStream in = url.openStream()) {
					List<String> names = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
					if (names.get(0).startsWith("io.perfstarter.")) {
						List<Class<?>> types = new ArrayList<>();
						for (String name : names) {
							types.add(Class.forName(name));
						}
						Class<?>[] sorted = Configurations
							.getClasses(AutoConfigurations.of(types.toArray(Class<?>[]::new)));
						return Arrays.stream(sorted).map(Class::getName).toList();
					}
				}
			}
			throw new IllegalStateException("No imports");
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (this.packages.stream().anyMatch(name::startsWith)) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith("io.perfstarter.")) {
				return super.loadClass(name, resolve);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				return (loaded != null) ? loaded : define(name);
			}
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (in == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
