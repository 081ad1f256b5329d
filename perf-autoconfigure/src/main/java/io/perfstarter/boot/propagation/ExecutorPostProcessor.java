package io.perfstarter.boot.propagation;

import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Gives Spring's executors that the application made itself the decorator that Boot gives
 * its own, around the one that they have.
 */
final class ExecutorPostProcessor implements BeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(ExecutorPostProcessor.class);

	private static final List<Kind<?>> KINDS = List.of(
			new Kind<>(ThreadPoolTaskExecutor.class, ThreadPoolTaskExecutor::setTaskDecorator),
			new Kind<>(SimpleAsyncTaskExecutor.class, SimpleAsyncTaskExecutor::setTaskDecorator),
			new Kind<>(ThreadPoolTaskScheduler.class, ThreadPoolTaskScheduler::setTaskDecorator),
			new Kind<>(ConcurrentTaskExecutor.class, ConcurrentTaskExecutor::setTaskDecorator));

	private final ObjectProvider<ExecutionTaskDecorator> decorator;

	private boolean told;

	ExecutorPostProcessor(ObjectProvider<ExecutionTaskDecorator> decorator) {
		this.decorator = decorator;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		for (Kind<?> kind : KINDS) {
			if (kind.type().isInstance(bean)) {
				try {
					decorate(kind, bean);
				}
				catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
					leftAlone(beanName, ex);
				}
				break;
			}
		}
		return bean;
	}

	private <T> void decorate(Kind<T> kind, Object bean) throws ReflectiveOperationException {
		// Read first: nobody's decorator is replaced unseen.
		TaskDecorator own = kind.decorator(bean);
		ExecutionTaskDecorator decorator = this.decorator.getIfAvailable();
		if (decorator != null && own != decorator) {
			kind.setter().accept(kind.type().cast(bean), (task) -> {
				Runnable decorated = (own != null) ? own.decorate(task) : task;
				return isOrdered(bean) ? decorated : decorator.decorate(decorated);
			});
		}
	}

	/**
	 * Whether an executor compares its tasks, which it could not do with others around
	 * them.
	 */
	private static boolean isOrdered(Object executor) {
		return executor instanceof ThreadPoolTaskExecutor pool
				&& pool.getThreadPoolExecutor().getQueue() instanceof PriorityBlockingQueue<?>;
	}

	private void leftAlone(String beanName, Throwable reason) {
		if (!this.told) {
			this.told = true;
			logger.debug("Tasks of the executor '{}' are not credited to those who hand them over: "
					+ "it cannot be told which decorator it has", beanName, reason);
		}
	}

	/** A class of executors, whose decorator can be set but not asked for. */
	private record Kind<T>(Class<T> type, BiConsumer<T, TaskDecorator> setter) {

		@Nullable TaskDecorator decorator(Object executor) throws ReflectiveOperationException {
			Field field = this.type.getDeclaredField("taskDecorator");
			field.setAccessible(true);
			return (TaskDecorator) field.get(executor);
		}

	}

}
