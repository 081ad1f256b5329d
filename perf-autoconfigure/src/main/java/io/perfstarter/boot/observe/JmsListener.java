package io.perfstarter.boot.observe;

import io.perfstarter.trace.Execution;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.jms.listener.SubscriptionNameProvider;
import org.springframework.jms.listener.adapter.ListenerExecutionFailedException;

/**
 * Makes the handling of each JMS message an execution, named by the destination.
 * Thread-safe.
 */
final class JmsListener implements SessionAwareMessageListener<Message>, SubscriptionNameProvider {

	private final Runs runs;

	private final String name;

	private final @Nullable SessionAwareMessageListener<Message> aware;

	private final @Nullable MessageListener plain;

	@SuppressWarnings("unchecked") // It is given what the container got, as before
	JmsListener(Runs runs, String name, @Nullable SessionAwareMessageListener<?> aware,
			@Nullable MessageListener plain) {
		this.runs = runs;
		this.name = name;
		this.aware = (SessionAwareMessageListener<Message>) aware;
		this.plain = plain;
	}

	@Override
	public void onMessage(Message message, Session session) throws JMSException {
		Execution execution = this.runs.begin(this.name);
		Throwable failure = null;
		try {
			if (this.aware != null) {
				this.aware.onMessage(message, session);
			}
			else if (this.plain != null) {
				this.plain.onMessage(message);
			}
		}
		catch (JMSException | RuntimeException | Error ex) {
			failure = cause(ex);
			throw ex;
		}
		finally {
			this.runs.end(execution, failure, 0);
		}
	}

	private static Throwable cause(Throwable failure) {
		Throwable cause = (failure instanceof ListenerExecutionFailedException) ? failure.getCause() : null;
		return (cause != null) ? cause : failure;
	}

	/**
	 * The name of a durable subscription, if it has no other, is that of the listener.
	 */
	@Override
	public String getSubscriptionName() {
		Object listener = (this.aware != null) ? this.aware : this.plain;
		if (listener instanceof SubscriptionNameProvider provider) {
			return provider.getSubscriptionName();
		}
		return (listener != null) ? listener.getClass().getName() : this.name;
	}

}
