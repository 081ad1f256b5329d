package io.perfstarter.boot.observe;

import java.util.function.Supplier;

import io.perfstarter.trace.Execution;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Makes the handling of each Kafka record an execution, named by the topic. Hands on
 * everything to the interceptor of the user. Thread-safe.
 *
 * @param <K> the key
 * @param <V> the value
 */
final class KafkaRecords<K, V> implements RecordInterceptor<K, V> {

	private final Supplier<Runs> runs;

	private final @Nullable RecordInterceptor<K, V> delegate;

	private final ThreadLocal<@Nullable Execution> running = new ThreadLocal<>();

	KafkaRecords(Supplier<Runs> runs, @Nullable RecordInterceptor<K, V> delegate) {
		this.runs = runs;
		this.delegate = delegate;
	}

	static Throwable cause(Exception failure) {
		Throwable cause = (failure instanceof ListenerExecutionFailedException) ? failure.getCause() : null;
		return (cause != null) ? cause : failure;
	}

	@Override
	public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		ConsumerRecord<K, V> handled = (this.delegate != null) ? this.delegate.intercept(record, consumer) : record;
		// One that an Error left behind
		end(null);
		if (handled != null) {
			this.running.set(this.runs.get().begin("kafka " + handled.topic()));
		}
		return handled;
	}

	private void end(@Nullable Throwable failure) {
		Execution execution = this.running.get();
		if (execution != null) {
			this.running.remove();
			this.runs.get().end(execution, failure, 0);
		}
	}

	@Override
	public void success(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		end(null);
		if (this.delegate != null) {
			this.delegate.success(record, consumer);
		}
	}

	@Override
	public void failure(ConsumerRecord<K, V> record, Exception exception, Consumer<K, V> consumer) {
		end(cause(exception));
		if (this.delegate != null) {
			this.delegate.failure(record, exception, consumer);
		}
	}

	@Override
	public void afterRecord(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		if (this.delegate != null) {
			this.delegate.afterRecord(record, consumer);
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
		end(null);
		if (this.delegate != null) {
			this.delegate.clearThreadState(consumer);
		}
	}

}
