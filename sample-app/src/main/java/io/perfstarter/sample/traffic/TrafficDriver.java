package io.perfstarter.sample.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.perfstarter.sample.OwnAddress;
import io.perfstarter.sample.SampleProperties;
import io.perfstarter.sample.traffic.RequestMix.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sends a request to this application at every interval, whether or not the one before
 * was answered. It starts when the application is ready and is the first to stop.
 */
@Component
@ConditionalOnBooleanProperty("sample.traffic")
class TrafficDriver implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(TrafficDriver.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_UNDER_WAY = 8;

	// HTTP/1.1, or each new connection begins with an upgrade that Tomcat has to turn
	// down
	private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

	private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

	private final RequestMix mix;

	private final OwnAddress address;

	private final Duration interval;

	private @Nullable ScheduledExecutorService scheduler;

	TrafficDriver(RequestMix mix, OwnAddress address, SampleProperties properties) {
		this.mix = mix;
		this.address = address;
		this.interval = properties.trafficInterval();
	}

	@Override
	@EventListener(ApplicationReadyEvent.class)
	public synchronized void start() {
		if (this.scheduler == null) {
			this.scheduler = Executors.newSingleThreadScheduledExecutor(TrafficDriver::newThread);
			this.scheduler.scheduleAtFixedRate(this::sendNext, 0, this.interval.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	@Override
	public synchronized void stop() {
		if (this.scheduler != null) {
			this.scheduler.shutdownNow();
			this.scheduler = null;
			awaitAnswers();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.scheduler != null;
	}

	@Override
	public boolean isAutoStartup() {
		// The web server may run by then, but the data is not there before the ready
		// event
		return false;
	}

	private void sendNext() {
		if (!this.underWay.tryAcquire()) {
			return;
		}
		try {
			send(this.mix.next());
		}
		catch (RuntimeException ex) {
			// Thrown on, it would end the schedule
			answered(ex);
		}
	}

	private void send(Call call) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.address.baseUrl() + call.path()))
			.method(call.method().name(), BodyPublishers.noBody())
			.header("User-Agent", "sample-traffic")
			.timeout(TIMEOUT)
			.build();
		this.client.sendAsync(request, BodyHandlers.discarding())
			.whenComplete((response, failure) -> answered(failure));
	}

	private void answered(@Nullable Throwable failure) {
		this.underWay.release();
		if (failure != null) {
			logger.debug("A request of the traffic driver failed", failure);
		}
	}

	private void awaitAnswers() {
		try {
			// Lets the web server shut down without requests of our own to wait for
			if (this.underWay.tryAcquire(MAX_UNDER_WAY, 2, TimeUnit.SECONDS)) {
				this.underWay.release(MAX_UNDER_WAY);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "sample-traffic");
		thread.setDaemon(true);
		return thread;
	}

}
