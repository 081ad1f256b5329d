package io.perfstarter.boot.observe;

import java.util.function.Supplier;

import io.perfstarter.trace.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Puts an interceptor around that of the user into everything that makes or is a listener
 * container. What a container customizer replaces it with afterwards is not measured.
 */
final class KafkaPostProcessor implements BeanPostProcessor {

	private final Supplier<Runs> runs;

	private final Supplier<Guard> guard;

	KafkaPostProcessor(Supplier<Runs> runs, Supplier<Guard> guard) {
		this.runs = runs;
		this.guard = guard;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		try {
			if (bean instanceof AbstractKafkaListenerContainerFactory<?, ?, ?> factory) {
				measure(factory);
			}
			else if (bean instanceof AbstractMessageListenerContainer<?, ?> container) {
				measure(container);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.get().swallowed("kafka", ex);
		}
		return bean;
	}

	private <K, V> void measure(AbstractKafkaListenerContainerFactory<?, K, V> factory) {
		factory.setRecordInterceptor(record(factory.getRecordInterceptor()));
		factory.setBatchInterceptor(batch(factory.getBatchInterceptor()));
	}

	private <K, V> void measure(AbstractMessageListenerContainer<K, V> container) {
		container.setRecordInterceptor(record(container.getRecordInterceptor()));
		container.setBatchInterceptor(batch(container.getBatchInterceptor()));
	}

	private <K, V> RecordInterceptor<K, V> record(@Nullable RecordInterceptor<K, V> before) {
		return (before instanceof KafkaRecords<K, V> own) ? own : new KafkaRecords<>(this.runs, before);
	}

	private <K, V> BatchInterceptor<K, V> batch(@Nullable BatchInterceptor<K, V> before) {
		return (before instanceof KafkaBatches<K, V> own) ? own : new KafkaBatches<>(this.runs, before);
	}

}
