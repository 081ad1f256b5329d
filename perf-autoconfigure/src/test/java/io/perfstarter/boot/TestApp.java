package io.perfstarter.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import io.perfstarter.trace.Tracer;
import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A real application on a random port, with the starter in it. Spring Security, JPA, the
 * migrations, batch and messaging are left out unless asked for.
 */
public final class TestApp implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private final ConfigurableApplicationContext context;

	private final Executions executions;

	private TestApp(ConfigurableApplicationContext context, Executions executions) {
		this.context = context;
		this.executions = executions;
	}

	/**
	 * Describes an application.
	 * @param server what it runs on
	 * @param sources its configuration
	 * @return the description
	 */
	public static Builder on(Server server, Class<?>... sources) {
		return new Builder(server, List.of(sources));
	}

	/**
	 * Returns the context.
	 * @return the application context
	 */
	public ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Returns a bean.
	 * @param type its type
	 * @param <T> its type
	 * @return the bean
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Returns the executions.
	 * @return what ended so far
	 */
	public Executions executions() {
		return this.executions;
	}

	/** Waits until no request runs. */
	public void awaitIdle() {
		Tracer tracer = bean(Tracer.class);
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.atMost(Duration.ofSeconds(20))
			.until(() -> tracer.active() == 0);
	}

	/**
	 * Returns the port.
	 * @return the application's own
	 */
	public int port() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	/**
	 * Returns the port of the management context.
	 * @return the management port
	 */
	public int managementPort() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.management.port"));
	}

	/**
	 * Gets a path.
	 * @param path the path
	 * @param headers names and values
	 * @return the answer
	 */
	public Answer get(String path, String... headers) {
		return send("GET", path, null, headers);
	}

	/**
	 * Sends a request.
	 * @param method the method
	 * @param path the path, or the whole address
	 * @param body the body, if there is one
	 * @param headers names and values
	 * @return the answer
	 */
	public Answer send(String method, String path, String body, String... headers) {
		URI uri = URI.create(path.startsWith("http") ? path : "http://localhost:" + port() + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.timeout(Duration.ofSeconds(5))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(method + " " + uri, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * An answer, read whole.
	 *
	 * @param response the response
	 */
	public record Answer(HttpResponse<byte[]> response) {

		/**
		 * Returns the status.
		 * @return the status
		 */
		public int status() {
			return this.response.statusCode();
		}

		/**
		 * Returns the body.
		 * @return the body as text
		 */
		public String body() {
			return new String(this.response.body(), StandardCharsets.UTF_8);
		}

		/**
		 * Returns a header.
		 * @param name its name
		 * @return its first value, or an empty text
		 */
		public String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

	}

	/**
	 * Describes an application.
	 */
	public static final class Builder {

		private final List<Class<?>> sources;

		private final List<String> arguments = new ArrayList<>();

		private final List<String> exclude;

		private final List<ApplicationContextInitializer<GenericApplicationContext>> initializers = new ArrayList<>();

		private final Executions executions = new Executions();

		private WebApplicationType type = WebApplicationType.SERVLET;

		private ClassLoader classLoader;

		Builder(Server server, List<Class<?>> sources) {
			this.sources = new ArrayList<>(sources);
			this.sources.add(Auto.class);
			String boot = "org.springframework.boot.";
			this.exclude = new ArrayList<>(server.exclude());
			this.exclude.addAll(List.of(boot + "hibernate.autoconfigure.HibernateJpaAutoConfiguration",
					boot + "data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
					boot + "flyway.autoconfigure.FlywayAutoConfiguration",
					boot + "liquibase.autoconfigure.LiquibaseAutoConfiguration",
					boot + "batch.autoconfigure.BatchAutoConfiguration",
					boot + "batch.autoconfigure.BatchJobLauncherAutoConfiguration",
					boot + "kafka.autoconfigure.KafkaAutoConfiguration",
					boot + "kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration",
					boot + "amqp.autoconfigure.RabbitAutoConfiguration",
					boot + "amqp.autoconfigure.health.RabbitHealthContributorAutoConfiguration",
					boot + "amqp.autoconfigure.metrics.RabbitMetricsAutoConfiguration",
					boot + "jms.autoconfigure.JmsAutoConfiguration",
					boot + "jms.autoconfigure.JndiConnectionFactoryAutoConfiguration",
					boot + "jms.autoconfigure.health.JmsHealthContributorAutoConfiguration",
					boot + "security.autoconfigure.SecurityAutoConfiguration",
					boot + "security.autoconfigure.UserDetailsServiceAutoConfiguration",
					boot + "security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
					boot + "security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
					boot + "security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
					boot + "security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
					boot + "security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration"));
			with("server.port=0", "spring.main.banner-mode=off", "spring.jmx.enabled=false",
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
		}

		/**
		 * Sets properties.
		 * @param properties keys and values, as key=value
		 * @return this
		 */
		public Builder with(String... properties) {
			for (String property : properties) {
				this.arguments.add("--" + property);
			}
			return this;
		}

		/**
		 * Adds a bean.
		 * @param type its type
		 * @param bean the bean
		 * @param <T> its type
		 * @return this
		 */
		public <T> Builder bean(Class<T> type, T bean) {
			return beanFrom(type, () -> bean);
		}

		/**
		 * Adds a bean.
		 * @param type its type
		 * @param bean makes the bean
		 * @param <T> its type
		 * @return this
		 */
		public <T> Builder beanFrom(Class<T> type, Supplier<T> bean) {
			this.initializers.add((context) -> context.registerBean(type, bean));
			return this;
		}

		/**
		 * Leaves Spring Security in.
		 * @return this
		 */
		public Builder secured() {
			this.exclude.removeIf((name) -> name.contains(".security.") && !name.contains(".reactive."));
			return this;
		}

		/**
		 * Leaves JPA in.
		 * @return this
		 */
		public Builder persistent() {
			this.exclude.removeIf((name) -> name.contains(".hibernate."));
			return with("spring.jpa.hibernate.ddl-auto=create",
					"spring.jpa.properties.hibernate.cache.use_second_level_cache=false");
		}

		/**
		 * Leaves a technology in.
		 * @param name the name of its package, such as kafka
		 * @return this
		 */
		public Builder including(String name) {
			this.exclude.removeIf((excluded) -> excluded.contains("." + name + ".autoconfigure."));
			return this;
		}

		/**
		 * Leaves JPA in; its entities and repositories are named by the configuration.
		 * @return this
		 */
		public Builder jpa() {
			this.exclude.removeIf((name) -> name.contains(".hibernate.") || name.contains(".jpa."));
			return this;
		}

		/**
		 * Makes it another kind of application.
		 * @param type the kind
		 * @return this
		 */
		public Builder type(WebApplicationType type) {
			this.type = type;
			return this;
		}

		/**
		 * Hides classes.
		 * @param classLoader what to load with
		 * @return this
		 */
		public Builder classLoader(ClassLoader classLoader) {
			this.classLoader = classLoader;
			return this;
		}

		/**
		 * Starts it.
		 * @return the application that runs
		 */
		public TestApp start() {
			SpringApplication application = new SpringApplication(this.sources.toArray(new Class<?>[0]));
			application.setWebApplicationType(this.type);
			application.setRegisterShutdownHook(false);
			bean(Executions.class, this.executions);
			application.addInitializers(this.initializers.toArray(new ApplicationContextInitializer<?>[0]));
			if (this.classLoader != null) {
				application.setResourceLoader(new org.springframework.core.io.DefaultResourceLoader(this.classLoader));
			}
			with("spring.autoconfigure.exclude=" + String.join(",", this.exclude));
			return new TestApp(application.run(this.arguments.toArray(new String[0])), this.executions);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Auto {

	}

}
