package io.perfstarter.boot.observe;

import java.util.function.Supplier;

import io.perfstarter.trace.Execution;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;

/**
 * Makes the handling of each batch of Kafka records an execution, named by the topic,
 * with its records as items. Hands on everything to the interceptor of the user.
 * Thread-safe.
 *
 * @param <K> the key
 * @param <V> the value
 */
final class KafkaBatches<K, V> implements BatchInterceptor<K, V> {

	private final Supplier<Runs> runs;

	private final @Nullable BatchInterceptor<K, V> delegate;

	private final ThreadLocal<@Nullable Execution> running = new ThreadLocal<>();

	KafkaBatches(Supplier<Runs> runs, @Nullable BatchInterceptor<K, V> delegate) {
		this.runs = runs;
		this.delegate = delegate;
	}

	@Override
	public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		ConsumerRecords<K, V> handled = (this.delegate != null) ? this.delegate.intercept(records, consumer) : records;
		end(null, 0);
		if (handled != null && !handled.isEmpty()) {
			String topic = handled.partitions().stream().map(TopicPartition::topic).sorted().findFirst().orElse("");
			this.running.set(this.runs.get().begin("kafka " + topic));
		}
		return handled;
	}

	private void end(@Nullable Throwable failure, long items) {
		Execution execution = this.running.get();
		if (execution != null) {
			this.running.remove();
			this.runs.get().end(execution, failure, items);
		}
	}

	@Override
	public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		end(null, records.count());
		if (this.delegate != null) {
			this.delegate.success(records, consumer);
		}
	}

	@Override
	public void failure(ConsumerRecords<K, V> records, Exception exception, Consumer<K, V> consumer) {
		end(KafkaRecords.cause(exception), records.count());
		if (this.delegate != null) {
			this.delegate.failure(records, exception, consumer);
		}
	}

	@Override
	public void setupThreadState(Consumer<?, ?> consumer) {
		if (this.delegate != null) {
			this.delegate.setupThreadState(consumer);
		}
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		end(null, 0);
		if (this.delegate != null) {
			this.delegate.clearThreadState(consumer);
		}
	}

}
