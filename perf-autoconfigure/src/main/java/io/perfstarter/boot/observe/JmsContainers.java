package io.perfstarter.boot.observe;

import java.util.ArrayList;
import java.util.List;

import io.perfstarter.trace.Guard;
import jakarta.jms.MessageListener;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;

/**
 * Puts itself around the listeners of all JMS containers before they start; they have
 * neither interceptors nor advice. Containers that are registered later are not measured.
 */
final class JmsContainers implements SmartLifecycle {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Runs runs;

	private final Guard guard;

	private volatile boolean running;

	JmsContainers(ConfigurableListableBeanFactory beanFactory, Runs runs, Guard guard) {
		this.beanFactory = beanFactory;
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
			List<Object> all = new ArrayList<>(existing(AbstractMessageListenerContainer.class));
			existing(JmsListenerEndpointRegistry.class).forEach((each) -> all.addAll(each.getListenerContainers()));
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

	/**
	 * Makes none: whoever asks a prototype for a container gets one that nobody stops.
	 */
	private <T> List<T> existing(Class<T> type) {
		List<T> found = new ArrayList<>();
		for (String name : this.beanFactory.getBeanNamesForType(type, false, false)) {
			Object bean = this.beanFactory.containsSingleton(name) ? this.beanFactory.getSingleton(name) : null;
			if (type.isInstance(bean)) {
				found.add(type.cast(bean));
			}
		}
		return found;
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
