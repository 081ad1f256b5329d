package io.perfstarter.boot.observe;

import java.util.List;
import java.util.function.Supplier;

import io.perfstarter.trace.Execution;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.support.ListenerExecutionFailedException;

/**
 * Makes the handling of each message or batch from RabbitMQ an execution, named by the
 * queue. Thread-safe.
 */
final class RabbitAdvice implements MethodInterceptor {

	private final Supplier<Runs> runs;

	RabbitAdvice(Supplier<Runs> runs) {
		this.runs = runs;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object[] arguments = invocation.getArguments();
		Object data = (arguments.length > 0) ? arguments[arguments.length - 1] : null;
		List<?> batch = (data instanceof List<?> list) ? list : null;
		Object first = (batch != null && !batch.isEmpty()) ? batch.get(0) : data;
		String queue = (first instanceof Message message) ? message.getMessageProperties().getConsumerQueue() : null;
		Execution execution = this.runs.get().begin("rabbit " + ((queue != null) ? queue : "(unknown)"));
		Throwable failure = null;
		try {
			return invocation.proceed();
		}
		catch (Throwable ex) {
			failure = cause(ex);
			throw ex;
		}
		finally {
			this.runs.get().end(execution, failure, (batch != null) ? batch.size() : 0);
		}
	}

	private static Throwable cause(Throwable failure) {
		Throwable cause = (failure instanceof ListenerExecutionFailedException) ? failure.getCause() : null;
		return (cause != null) ? cause : failure;
	}

}
