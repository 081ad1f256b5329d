package io.perfstarter.boot.observe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.perfstarter.boot.Kept;
import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import io.perfstarter.series.OperationWindow;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kafka listeners, with a broker in this process.
 */
class KafkaTests {

	private static final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);

	@BeforeAll
	static void startBroker() {
		broker.afterPropertiesSet();
	}

	@AfterAll
	static void stopBroker() {
		broker.destroy();
	}

	private static TestApp.Builder application(String topic, String... properties) {
		return TestApp.on(Server.TOMCAT, Listeners.class)
			.type(WebApplicationType.NONE)
			.including("kafka")
			.with("spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
					"spring.kafka.consumer.auto-offset-reset=earliest", "topic=" + topic)
			.with(properties);
	}

	private static void send(TestApp app, String topic, String... texts) {
		@SuppressWarnings("unchecked")
		KafkaTemplate<String, String> template = app.bean(KafkaTemplate.class);
		for (String text : texts) {
			template.send(topic, text).join();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void recordsCountOnceObservedOrNot(boolean observed) {
		String topic = "orders-" + observed;
		try (TestApp app = application(topic, "spring.kafka.listener.observation-enabled=" + observed).start()) {
			send(app, topic, "one", "two", "bad", "skip", "three");
			Kept kept = Kept.in(app.context());
			OperationWindow window = kept.await(OperationKind.MESSAGE, "kafka " + topic, 4);
			Awaitility.await().until(() -> app.bean(Listeners.class).heard.contains("success three"));
			app.awaitIdle();
			assertThat(kept.operations(OperationKind.MESSAGE)).containsExactly("kafka " + topic + " 4");
			assertThat(window.errors()).isOne();
			assertThat(window.queries()).isEqualTo(4);
			assertThat(kept.trace(OperationKind.MESSAGE, "kafka " + topic).operation().kind())
				.isEqualTo(OperationKind.MESSAGE);
			// The interceptor of the application is where it was
			assertThat(app.bean(Listeners.class).heard).containsExactly("intercept one", "success one", "intercept two",
					"success two", "intercept bad", "failure bad", "intercept skip", "success skip", "intercept three",
					"success three");
			assertThat(app.bean(Guard.class).count()).isZero();
			assertThat(app.bean(Tracer.class).active()).isZero();
		}
	}

	@Test
	void batches() {
		try (TestApp app = application("batches", "spring.kafka.listener.type=batch",
				"spring.kafka.consumer.max-poll-records=2", "batch=true")
			.start()) {
			send(app, "batches", "one", "two", "three", "four", "five");
			Kept kept = Kept.in(app.context());
			Awaitility.await().until(() -> kept.operation(OperationKind.MESSAGE, "kafka batches").items() == 5);
			OperationWindow window = kept.operation(OperationKind.MESSAGE, "kafka batches");
			assertThat(window.count()).isBetween(3L, 5L);
			assertThat(window.queries()).isEqualTo(window.count());
			assertThat(window.errors()).isZero();
		}
	}

	@Test
	void switchedOff() {
		try (TestApp app = application("off", "performance.observe.messages=false").start()) {
			send(app, "off", "one");
			Awaitility.await().until(() -> app.bean(Listeners.class).heard.contains("success one"));
			assertThat(Kept.in(app.context()).operations(OperationKind.MESSAGE)).isEmpty();
		}
	}

	@Configuration
	static class Listeners {

		final List<String> heard = new CopyOnWriteArrayList<>();

		private final JdbcTemplate jdbc;

		Listeners(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		List<String> heard() {
			return this.heard;
		}

		@KafkaListener(topics = "${topic}", groupId = "${topic}", autoStartup = "#{'${batch:false}' == 'false'}")
		void handle(String text) {
			this.jdbc.queryForObject("select 1", Integer.class);
			if (text.equals("bad")) {
				throw new IllegalArgumentException("no");
			}
		}

		@KafkaListener(topics = "${topic}", groupId = "${topic}-batch", autoStartup = "${batch:false}")
		void handleAll(List<String> texts) {
			this.jdbc.queryForObject("select 1", Integer.class);
		}

		@Bean
		CommonErrorHandler errorHandler() {
			return new DefaultErrorHandler(new FixedBackOff(0, 0));
		}

		@Bean
		RecordInterceptor<Object, Object> recordInterceptor() {
			List<String> heard = this.heard;
			return new RecordInterceptor<>() {

				@Override
				public ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> record,
						Consumer<Object, Object> consumer) {
					heard.add("intercept " + record.value());
					return record.value().equals("skip") ? null : record;
				}

				@Override
				public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
					heard.add("success " + record.value());
				}

				@Override
				public void failure(ConsumerRecord<Object, Object> record, Exception exception,
						Consumer<Object, Object> consumer) {
					heard.add("failure " + record.value());
				}

			};
		}

	}

}
