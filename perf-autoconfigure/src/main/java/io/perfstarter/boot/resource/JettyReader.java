package io.perfstarter.boot.resource;

import java.lang.reflect.Field;
import java.util.concurrent.Semaphore;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.WebServer;

/**
 * Reads Jetty's thread pool. Threads that Jetty keeps for itself are not busy.
 */
final class JettyReader implements ServerReader {

	@Override
	public @Nullable ResourceSample read(String name, WebServer server) {
		if (!(server instanceof JettyWebServer jetty)) {
			return null;
		}
		ThreadPool threads = jetty.getServer().getThreadPool();
		boolean virtual = threads instanceof VirtualThreadPool;
		ResourceSample sample = new ResourceSample(ResourceKind.SERVER, name, virtual ? "jetty-virtual" : "jetty")
			.set(ResourceFigure.SERVER_CONNECTIONS, connections(jetty.getServer().getConnectors()));
		if (threads instanceof QueuedThreadPool pool) {
			sample.set(ResourceFigure.SERVER_BUSY, pool.getUtilizedThreads())
				.set(ResourceFigure.SERVER_MAX, pool.getMaxThreads())
				.set(ResourceFigure.SERVER_THREADS, pool.getThreads())
				.set(ResourceFigure.SERVER_QUEUED, pool.getQueueSize());
		}
		else if (threads instanceof VirtualThreadPool pool) {
			sample.set(ResourceFigure.SERVER_BUSY, busy(pool, jetty.getServer().getConnectors()))
				.set(ResourceFigure.SERVER_MAX, (pool.getMaxThreads() > 0) ? pool.getMaxThreads() : -1);
		}
		return sample;
	}

	private static int connections(Connector[] connectors) {
		int count = 0;
		for (Connector connector : connectors) {
			if (connector instanceof AbstractConnector each) {
				count += each.getConnectedEndPoints().size();
			}
		}
		return count;
	}

	/** Acceptors and selectors are tasks that never end. */
	private static int busy(VirtualThreadPool pool, Connector[] connectors) {
		int tasks = tasks(pool);
		if (tasks < 0) {
			return tasks;
		}
		for (Connector connector : connectors) {
			if (connector instanceof ServerConnector each) {
				tasks -= each.getAcceptors() + each.getSelectorManager().getSelectorCount();
			}
		}
		return Math.max(0, tasks);
	}

	/** Counts the tasks that run: by what is left of those that may, if that is known. */
	private static int tasks(VirtualThreadPool pool) {
		if (pool.isTracking()) {
			return pool.getThreads();
		}
		try {
			Field field = VirtualThreadPool.class.getDeclaredField("_semaphore");
			field.setAccessible(true);
			return (field.get(pool) instanceof Semaphore free) ? pool.getMaxThreads() - free.availablePermits() : -1;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return -1;
		}
	}

}
