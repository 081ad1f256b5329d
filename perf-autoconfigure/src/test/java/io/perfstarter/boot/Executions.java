package io.perfstarter.boot;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.perfstarter.series.ExecutionListener;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.OperationKind;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Remembers every HTTP execution that ended. Thread-safe.
 */
public final class Executions implements ExecutionListener {

	private final Collection<Seen> seen = new ConcurrentLinkedQueue<>();

	@Override
	public void ended(Execution execution) {
		if (execution.kind() == OperationKind.HTTP) {
			this.seen.add(new Seen(Objects.requireNonNull(execution.operation()).name(), execution.status(),
					execution.error(), execution.responseBytes(), execution.track().queries(),
					execution.durationNanos() / 1e6, execution.track().renderNanos() / 1e6,
					execution.track().hasRendered()));
		}
	}

	/**
	 * Waits until so many are there, since a request is recorded after its response.
	 * @param count how many
	 * @return all so far
	 */
	public List<Seen> await(int count) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.atMost(Duration.ofSeconds(5))
			.until(() -> this.seen.size() >= count);
		return List.copyOf(this.seen);
	}

	/**
	 * Waits for the only one.
	 * @return the execution
	 */
	public Seen only() {
		List<Seen> all = await(1);
		if (all.size() != 1) {
			throw new AssertionError("Not one execution but " + all);
		}
		return all.get(0);
	}

	/**
	 * Returns all so far.
	 * @return the executions
	 */
	public List<Seen> all() {
		return List.copyOf(this.seen);
	}

	/** Forgets all. */
	public void clear() {
		this.seen.clear();
	}

	/**
	 * What is known of an execution.
	 *
	 * @param operation its operation's name
	 * @param status its status
	 * @param error the exception's class
	 * @param bytes size of its response
	 * @param queries its queries
	 * @param millis its duration
	 * @param renderMillis time spent rendering
	 * @param rendered whether a view was rendered
	 */
	public record Seen(String operation, int status, @Nullable String error, long bytes, int queries, double millis,
			double renderMillis, boolean rendered) {

		/**
		 * Returns the essence.
		 * @return operation and status
		 */
		public String line() {
			return this.operation + " " + this.status;
		}

	}

}
