package io.perfstarter.boot.observe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.perfstarter.boot.Kept;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JMS listeners, with Artemis in this process.
 */
class JmsTests {

	private static final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

	@BeforeAll
	static void startBroker() throws Exception {
		ConfigurationImpl configuration = new ConfigurationImpl();
		configuration.setPersistenceEnabled(false).setSecurityEnabled(false).setJMXManagementEnabled(false);
		configuration.addAcceptorConfiguration("vm", "vm://7");
		configuration.addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(1));
		broker.setConfiguration(configuration);
		broker.start();
	}

	@AfterAll
	static void stopBroker() throws Exception {
		broker.stop();
	}

	private static TestApp start(String... properties) {
		return TestApp.on(Server.TOMCAT, Listeners.class)
			.type(WebApplicationType.NONE)
			.including("jms")
			.with(properties)
			.start();
	}

	@Test
	void messages() {
		try (TestApp app = start()) {
			JmsTemplate template = app.bean(JmsTemplate.class);
			for (String text : List.of("one", "bad", "two")) {
				template.convertAndSend("orders", text);
			}
			template.convertAndSend("plain", "three");
			Kept kept = Kept.in(app.context());
			OperationWindow orders = kept.await(OperationKind.MESSAGE, "jms orders", 3);
			kept.await(OperationKind.MESSAGE, "jms plain", 1);
			app.awaitIdle();
			assertThat(kept.operations(OperationKind.MESSAGE)).containsExactly("jms orders 3", "jms plain 1");
			assertThat(orders.errors()).isOne();
			assertThat(orders.queries()).isEqualTo(3);
			assertThat(app.bean(Listeners.class).heard()).containsExactlyInAnyOrder("one", "bad", "two", "three");
			// Nobody asked for one
			assertThat(app.bean(Listeners.class).prototypes()).isZero();
			assertThat(app.bean(Guard.class).count()).isZero();
		}
	}

	@Test
	void switchedOff() {
		try (TestApp app = start("performance.observe.messages=false")) {
			app.bean(JmsTemplate.class).convertAndSend("orders", "one");
			Awaitility.await().until(() -> app.bean(Listeners.class).heard().contains("one"));
			assertThat(Kept.in(app.context()).operations(OperationKind.MESSAGE)).isEmpty();
		}
	}

	@Configuration
	static class Listeners {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final AtomicInteger prototypes = new AtomicInteger();

		private final JdbcTemplate jdbc;

		Listeners(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		List<String> heard() {
			return this.heard;
		}

		int prototypes() {
			return this.prototypes.get();
		}

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		DefaultMessageListenerContainer prototype(ConnectionFactory connectionFactory) {
			this.prototypes.incrementAndGet();
			DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
			container.setConnectionFactory(connectionFactory);
			container.setDestinationName("prototype");
			return container;
		}

		@Bean
		static ConnectionFactory connectionFactory() {
			return new ActiveMQConnectionFactory("vm://7");
		}

		@JmsListener(destination = "orders")
		void handle(String text) {
			this.heard.add(text);
			this.jdbc.queryForObject("select 1", Integer.class);
			if (text.equals("bad")) {
				throw new IllegalArgumentException("no");
			}
		}

		@Bean
		DefaultMessageListenerContainer plain(ConnectionFactory connectionFactory) {
			DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
			container.setConnectionFactory(connectionFactory);
			container.setDestinationName("plain");
			container.setMessageListener((jakarta.jms.MessageListener) (message) -> {
				try {
					this.heard.add(message.getBody(String.class));
				}
				catch (jakarta.jms.JMSException ex) {
					throw new IllegalStateException(ex);
				}
			});
			return container;
		}

	}

}
