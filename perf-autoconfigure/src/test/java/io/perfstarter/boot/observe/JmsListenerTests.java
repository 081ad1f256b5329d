package io.perfstarter.boot.observe;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.junit.jupiter.api.Test;

import org.springframework.jms.listener.SubscriptionNameProvider;
import org.springframework.jms.listener.adapter.MessageListenerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a container asks a listener beside handling messages.
 */
class JmsListenerTests {

	/** Another name would be another durable subscription, and messages would be lost. */
	@Test
	void subscriptionIsNamedAsWithoutIt() {
		Plain plain = new Plain();
		Named named = new Named();
		MessageListenerAdapter adapter = new MessageListenerAdapter(plain);
		assertThat(new JmsListener(null, "jms x", null, plain).getSubscriptionName()).isEqualTo(Plain.class.getName());
		assertThat(new JmsListener(null, "jms x", null, named).getSubscriptionName()).isEqualTo("mine");
		assertThat(new JmsListener(null, "jms x", adapter, null).getSubscriptionName())
			.isEqualTo(adapter.getSubscriptionName());
	}

	private static class Plain implements MessageListener {

		@Override
		public void onMessage(Message message) {
		}

	}

	private static final class Named extends Plain implements SubscriptionNameProvider {

		@Override
		public String getSubscriptionName() {
			return "mine";
		}

	}

}
