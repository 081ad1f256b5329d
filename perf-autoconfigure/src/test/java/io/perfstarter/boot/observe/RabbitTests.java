package io.perfstarter.boot.observe;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.perfstarter.boot.Kept;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import org.apache.qpid.server.SystemLauncher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rabbit listeners, with an AMQP 0-9-1 broker in this process.
 */
@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "the broker calls Subject.getSubject, which Java 24 refuses")
class RabbitTests {

	private static final SystemLauncher broker = new SystemLauncher();

	private static int port;

	@TempDir
	static Path work;

	@BeforeAll
	static void startBroker() throws Exception {
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		Path configuration = work.resolve("broker.json");
		Files.writeString(configuration, """
				{"name": "broker", "modelVersion": "9.0",
				 "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
				   "users": [{"name": "guest", "password": "guest", "type": "managed"}]}],
				 "ports": [{"name": "AMQP", "port": "%d", "authenticationProvider": "plain",
				   "protocols": ["AMQP_0_9_1"],
				   "virtualhostaliases": [{"name": "nameAlias", "type": "nameAlias"}]}],
				 "virtualhostnodes": [{"name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
				   "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}]}
				""".formatted(port));
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("type", "Memory");
		attributes.put("initialConfigurationLocation", configuration.toUri().toString());
		attributes.put("startupLoggedToSystemOut", "false");
		attributes.put("qpid.work_dir", work.toString());
		broker.startup(attributes);
	}

	@AfterAll
	static void stopBroker() throws IOException {
		broker.shutdown();
	}

	private static TestApp start(String... properties) {
		return TestApp.on(Server.TOMCAT, Listeners.class)
			.type(WebApplicationType.NONE)
			.including("amqp")
			.with("spring.rabbitmq.port=" + port, "spring.rabbitmq.virtual-host=default",
					"spring.rabbitmq.listener.simple.retry.enabled=true",
					"spring.rabbitmq.listener.simple.retry.max-retries=1",
					"spring.rabbitmq.listener.simple.retry.initial-interval=1ms",
					"spring.rabbitmq.listener.simple.default-requeue-rejected=false")
			.with(properties)
			.start();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void messagesCountOnceObservedOrNot(boolean observed) {
		// Of its own: what one application did not acknowledge, the next would get again
		String queue = "orders-" + observed;
		try (TestApp app = start("queue=" + queue, "spring.rabbitmq.listener.simple.observation-enabled=" + observed)) {
			RabbitTemplate template = app.bean(RabbitTemplate.class);
			for (String text : List.of("one", "bad", "two")) {
				template.convertAndSend(queue, text);
			}
			template.convertAndSend("plain", "three");
			Kept kept = Kept.in(app.context());
			OperationWindow orders = kept.await(OperationKind.MESSAGE, "rabbit " + queue, 3);
			kept.await(OperationKind.MESSAGE, "rabbit plain", 1);
			app.awaitIdle();
			assertThat(kept.operations(OperationKind.MESSAGE)).containsExactly("rabbit " + queue + " 3",
					"rabbit plain 1");
			assertThat(orders.errors()).isOne();
			// The retries of one message belong to its one execution
			long handled = app.bean(Listeners.class).heard().stream().filter((text) -> !text.equals("three")).count();
			assertThat(handled).isGreaterThan(3);
			assertThat(orders.queries()).isEqualTo(handled);
			assertThat(app.bean(Guard.class).count()).isZero();
		}
	}

	@Test
	void switchedOff() {
		try (TestApp app = start("performance.observe.messages=false")) {
			app.bean(RabbitTemplate.class).convertAndSend("orders", "one");
			org.awaitility.Awaitility.await().until(() -> app.bean(Listeners.class).heard().contains("one"));
			assertThat(Kept.in(app.context()).operations(OperationKind.MESSAGE)).isEmpty();
		}
	}

	@Configuration
	static class Listeners {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final JdbcTemplate jdbc;

		Listeners(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		List<String> heard() {
			return this.heard;
		}

		@Bean
		static Queue orders(@Value("${queue:orders}") String name) {
			return new Queue(name, false);
		}

		@Bean
		static Queue plainQueue() {
			return new Queue("plain", false);
		}

		@RabbitListener(queues = "${queue:orders}")
		void handle(String text) {
			this.heard.add(text);
			this.jdbc.queryForObject("select 1", Integer.class);
			if (text.equals("bad")) {
				throw new IllegalArgumentException("no");
			}
		}

		@Bean
		SimpleMessageListenerContainer plain(ConnectionFactory connectionFactory) {
			SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connectionFactory);
			container.setQueueNames("plain");
			container.setMessageListener((message) -> this.heard.add(new String(message.getBody())));
			return container;
		}

	}

}
