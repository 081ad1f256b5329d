package io.perfstarter.boot.observe;

import java.util.ArrayList;
import java.util.List;

import io.perfstarter.trace.Guard;
import jakarta.jms.MessageListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;

/**
 * Puts itself around the listeners of all JMS containers before they start; they have
 * neither interceptors nor advice. Containers that are registered later are not measured.
 */
final class JmsContainers implements SmartLifecycle {

	private final ObjectProvider<JmsListenerEndpointRegistry> registries;

	private final ObjectProvider<AbstractMessageListenerContainer> containers;

	private final Runs runs;

	private final Guard guard;

	private volatile boolean running;

	JmsContainers(ObjectProvider<JmsListenerEndpointRegistry> registries,
			ObjectProvider<AbstractMessageListenerContainer> containers, Runs runs, Guard guard) {
		this.registries = registries;
		this.containers = containers;
		this.runs = runs;
		this.guard = guard;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void start() {
		this.running = true;
		try {
			List<Object> all = new ArrayList<>();
			this.registries.forEach((registry) -> all.addAll(registry.getListenerContainers()));
			this.containers.forEach(all::add);
			for (Object container : all) {
				if (container instanceof AbstractMessageListenerContainer found) {
					measure(found);
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("jms", ex);
		}
	}

	private void measure(AbstractMessageListenerContainer container) {
		Object listener = container.getMessageListener();
		String destination = container.getDestinationName();
		if (listener == null || listener instanceof JmsListener) {
			return;
		}
		String name = "jms " + ((destination != null) ? destination : "(unknown)");
		if (listener instanceof SessionAwareMessageListener<?> aware) {
			container.setMessageListener(new JmsListener(this.runs, name, aware, null));
		}
		else if (listener instanceof MessageListener plain) {
			container.setMessageListener(new JmsListener(this.runs, name, null, plain));
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
