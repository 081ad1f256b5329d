package io.perfstarter.boot.resource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Reads the web servers that were started: the application's own and the one of a
 * management port.
 */
final class ServerSampler implements ResourceSampler, ApplicationListener<WebServerInitializedEvent> {

	private final List<ServerReader> readers;

	private final Map<String, WebServer> servers = new ConcurrentHashMap<>();

	ServerSampler(List<ServerReader> readers) {
		this.readers = readers;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		String namespace = event.getApplicationContext().getServerNamespace();
		this.servers.put((namespace != null) ? namespace : "server", event.getWebServer());
	}

	@Override
	public void sample(ResourceStore store) {
		this.servers.forEach((name, server) -> {
			for (ServerReader reader : this.readers) {
				ResourceSample sample = reader.read(name, server);
				if (sample != null) {
					store.add(sample);
					break;
				}
			}
		});
	}

}
