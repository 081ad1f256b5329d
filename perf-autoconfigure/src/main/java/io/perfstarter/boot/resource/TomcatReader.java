package io.perfstarter.boot.resource;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Constants;
import org.apache.coyote.RequestGroupInfo;
import org.apache.coyote.RequestInfo;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.WebServer;

/**
 * Reads Tomcat's executor, which needs none of its MBeans. An executor of virtual threads
 * has no figures: there the requests that are being served are counted, and as many may
 * be as there may be connections.
 */
final class TomcatReader implements ServerReader {

	private static final @Nullable Field PROCESSORS = processors();

	@Override
	public @Nullable ResourceSample read(String name, WebServer server) {
		if (!(server instanceof TomcatWebServer tomcat)) {
			return null;
		}
		Connector connector = tomcat.getTomcat().getConnector();
		if (!(connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol)) {
			return null;
		}
		Executor executor = protocol.getExecutor();
		boolean virtual = executor != null && executor.getClass().getSimpleName().contains("Virtual");
		ResourceSample sample = new ResourceSample(ResourceKind.SERVER, name, virtual ? "tomcat-virtual" : "tomcat")
			.set(ResourceFigure.SERVER_CONNECTIONS, protocol.getConnectionCount())
			.set(ResourceFigure.SERVER_MAX_CONNECTIONS, protocol.getMaxConnections());
		if (executor instanceof org.apache.tomcat.util.threads.ThreadPoolExecutor pool) {
			sample.set(ResourceFigure.SERVER_BUSY, pool.getActiveCount())
				.set(ResourceFigure.SERVER_MAX, pool.getMaximumPoolSize())
				.set(ResourceFigure.SERVER_THREADS, pool.getPoolSize())
				.set(ResourceFigure.SERVER_QUEUED, pool.getQueue().size());
		}
		else if (executor instanceof ThreadPoolExecutor pool) {
			sample.set(ResourceFigure.SERVER_BUSY, pool.getActiveCount())
				.set(ResourceFigure.SERVER_MAX, pool.getMaximumPoolSize())
				.set(ResourceFigure.SERVER_THREADS, pool.getPoolSize())
				.set(ResourceFigure.SERVER_QUEUED, pool.getQueue().size());
		}
		else if (virtual) {
			sample.set(ResourceFigure.SERVER_BUSY, requests(protocol.getHandler()))
				.set(ResourceFigure.SERVER_MAX, protocol.getMaxConnections());
		}
		return sample;
	}

	/** Counts the requests that are being served; their list has no accessor. */
	private static int requests(AbstractEndpoint.@Nullable Handler<?> handler) {
		if (PROCESSORS == null || handler == null || !(handler.getGlobal() instanceof RequestGroupInfo group)) {
			return -1;
		}
		try {
			List<RequestInfo> all = new ArrayList<>();
			// As the group does whenever it changes the list
			synchronized (group) {
				if (!(PROCESSORS.get(group) instanceof List<?> list)) {
					return -1;
				}
				list.forEach((each) -> all.add((RequestInfo) each));
			}
			return (int) all.stream().filter(TomcatReader::isServed).count();
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return -1;
		}
	}

	private static boolean isServed(RequestInfo request) {
		return request.getStage() > Constants.STAGE_NEW && request.getStage() < Constants.STAGE_KEEPALIVE;
	}

	private static @Nullable Field processors() {
		try {
			Field field = RequestGroupInfo.class.getDeclaredField("processors");
			field.setAccessible(true);
			return field;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

}
