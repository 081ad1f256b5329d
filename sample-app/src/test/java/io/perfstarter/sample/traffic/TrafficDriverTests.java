package io.perfstarter.sample.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perfstarter.sample.OwnAddress;
import io.perfstarter.sample.SampleProperties;
import io.perfstarter.sample.home.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TrafficDriverTests {

	private final AtomicInteger received = new AtomicInteger();

	private final CountDownLatch enough = new CountDownLatch(50);

	private final MockEnvironment environment = new MockEnvironment();

	private HttpServer server;

	private TrafficDriver driver;

	@BeforeEach
	void create() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
		SampleProperties properties = new SampleProperties(true, Duration.ofMillis(2), 10, 10, 10);
		this.driver = new TrafficDriver(new RequestMix(new Routes(), properties), new OwnAddress(this.environment),
				properties);
	}

	@AfterEach
	void stop() {
		this.driver.stop();
		this.server.stop(0);
	}

	@Test
	void keepsSendingWhenRequestsFail() throws InterruptedException {
		realPort();
		this.driver.start();
		assertThat(this.enough.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void keepsTryingWhenAPortIsNotKnownYet() throws InterruptedException {
		AtomicInteger asked = new AtomicInteger();
		OwnAddress late = new OwnAddress(this.environment) {

			@Override
			public String baseUrl() {
				if (asked.incrementAndGet() == 20) {
					realPort();
				}
				return super.baseUrl();
			}

		};
		SampleProperties properties = new SampleProperties(true, Duration.ofMillis(2), 10, 10, 10);
		this.driver = new TrafficDriver(new RequestMix(new Routes(), properties), late, properties);
		this.driver.start();
		assertThat(this.enough.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void isSilentOnceStopped() throws InterruptedException {
		realPort();
		this.driver.start();
		assertThat(this.driver.isRunning()).isTrue();
		assertThat(this.enough.await(20, TimeUnit.SECONDS)).isTrue();
		this.driver.stop();
		assertThat(this.driver.isRunning()).isFalse();
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.doesNotContain("sample-traffic"));
	}

	@Test
	void startsOnce() {
		realPort();
		this.driver.start();
		this.driver.start();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).containsOnlyOnce("sample-traffic");
	}

	private void realPort() {
		this.environment.setProperty("local.server.port", String.valueOf(this.server.getAddress().getPort()));
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.enough.countDown();
		switch (this.received.incrementAndGet() % 3) {
			case 0 -> exchange.sendResponseHeaders(500, -1);
			case 1 -> exchange.sendResponseHeaders(204, -1);
			default -> {
				// Closes the connection without an answer
			}
		}
		exchange.close();
	}

}
