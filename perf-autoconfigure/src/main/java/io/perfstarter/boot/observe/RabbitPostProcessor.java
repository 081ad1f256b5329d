package io.perfstarter.boot.observe;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import io.perfstarter.trace.Guard;
import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.config.BaseRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Puts an advice in front of those of the user, retries included, into everything that
 * makes or is a listener container.
 */
final class RabbitPostProcessor implements BeanPostProcessor {

	private final Supplier<Runs> runs;

	private final Supplier<Guard> guard;

	RabbitPostProcessor(Supplier<Runs> runs, Supplier<Guard> guard) {
		this.runs = runs;
		this.guard = guard;
	}

	/** Before, because a container looks at its advice when it is initialised. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractMessageListenerContainer container) {
			try {
				container.setAdviceChain(withOurs(adviceChain(container)));
			}
			catch (RuntimeException | LinkageError ex) {
				this.guard.get().swallowed("rabbit", ex);
			}
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof BaseRabbitListenerContainerFactory<?> factory) {
			try {
				factory.setAdviceChain(withOurs(factory.getAdviceChain()));
			}
			catch (RuntimeException | LinkageError ex) {
				this.guard.get().swallowed("rabbit", ex);
			}
		}
		return bean;
	}

	/** A container tells its subclasses only. */
	private static Advice @Nullable [] adviceChain(AbstractMessageListenerContainer container) {
		Method method = ReflectionUtils.findMethod(container.getClass(), "getAdviceChain");
		if (method == null) {
			throw new IllegalStateException("No advice chain");
		}
		ReflectionUtils.makeAccessible(method);
		return (Advice[]) ReflectionUtils.invokeMethod(method, container);
	}

	private Advice[] withOurs(Advice @Nullable [] before) {
		if (before == null) {
			return new Advice[] { new RabbitAdvice(this.runs) };
		}
		Advice[] all = new Advice[before.length + 1];
		for (int i = 0; i < before.length; i++) {
			if (before[i] instanceof RabbitAdvice) {
				return before;
			}
			all[i + 1] = before[i];
		}
		all[0] = new RabbitAdvice(this.runs);
		return all;
	}

}
