package io.perfstarter.boot;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.ExecutionSink;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Measures parts of your own code by name. Inject the bean and wrap what you want to see:
 *
 * <pre class="code">
 * &#64;Service
 * class Import {
 *
 *     private final Performance performance;
 *
 *     Import(Performance performance) {
 *         this.performance = performance;
 *     }
 *
 *     void run(List&lt;Row&gt; rows) {
 *         try (var step = this.performance.step("import").kind("batch")) {
 *             rows.forEach(this::store);
 *             step.items(rows.size());
 *         }
 *     }
 *
 * }
 * </pre>
 *
 * Inside an HTTP request, a job or a message the step is an event on its time line, and a
 * run of the operation {@code batch import} of kind {@code STEP}; the queries stay with
 * the request. Outside of any it is an execution of its own, with its queries.
 * <p>
 * Whole methods of beans are measured with {@link Monitored @Monitored} instead.
 * <p>
 * Thread-safe. No method throws, blocks or returns {@code null}, whatever happens inside.
 * With {@code performance.step.enabled=false} or
 * {@code performance.monitoring.enabled=false} the bean is still there and does nothing.
 * In unit tests use {@link #disabled()}.
 */
public final class Performance {

	private static final Performance DISABLED = new Performance(null);

	private final @Nullable StepRecorder recorder;

	Performance(Tracer tracer, ExecutionSink sink, Guard guard) {
		this(new StepRecorder(tracer, sink, guard));
	}

	private Performance(@Nullable StepRecorder recorder) {
		this.recorder = recorder;
	}

	/**
	 * Returns one that measures nothing, such as for unit tests.
	 * @return an instance whose steps do nothing
	 */
	public static Performance disabled() {
		return DISABLED;
	}

	/**
	 * Starts a step. It ends when it is {@linkplain Step#close() closed}; use
	 * try-with-resources.
	 * @param name what it is called, such as {@code import}. Choose few different names:
	 * never put an id or a date into one. Beyond 200 they add up in {@code (other)}.
	 * @return the step, to be closed
	 */
	public Step step(String name) {
		return new Step(this.recorder, name);
	}

	/**
	 * A named part of your code that runs. Its methods may be called on any thread, also
	 * after it was closed; they do nothing then.
	 */
	public static final class Step implements AutoCloseable {

		private final @Nullable StepRecorder recorder;

		private final String name;

		private final AtomicLong items = new AtomicLong();

		private final AtomicBoolean closed = new AtomicBoolean();

		private volatile @Nullable Throwable failure;

		// Set once, by the recorder

		long start;

		volatile @Nullable Operation operation;

		/** What it is a part of, or its own. */
		@Nullable Execution execution;

		boolean root;

		Step(@Nullable StepRecorder recorder, @Nullable String name) {
			this.recorder = recorder;
			this.name = (name != null && !name.isBlank()) ? name : "(unnamed)";
			if (recorder != null) {
				recorder.open(this);
			}
		}

		/**
		 * Says what sort of step it is. Becomes the first word of its name: a step
		 * {@code import} of kind {@code batch} is shown as {@code batch import}. To be
		 * said before anything else.
		 * @param label the word, such as {@code batch}
		 * @return this
		 */
		public Step kind(String label) {
			if (this.recorder != null && !this.closed.get() && label != null && !label.isBlank()) {
				this.recorder.name(this, label + " " + this.name);
			}
			return this;
		}

		/**
		 * Adds items that were worked on: rows, files, messages. Shown in sum and by
		 * second.
		 * @param count how many more; what is not above 0 is ignored
		 * @return this
		 */
		public Step items(long count) {
			if (count > 0) {
				this.items.addAndGet(count);
			}
			return this;
		}

		/**
		 * Says that it failed. It counts as an error; an execution of its own shows the
		 * class of the exception. Closing it remains to be done.
		 * @param cause what went wrong
		 * @return this
		 */
		public Step failed(Throwable cause) {
			if (cause != null && this.failure == null) {
				this.failure = cause;
			}
			return this;
		}

		/**
		 * Says that the work goes on elsewhere, and that what the current thread does
		 * from now on belongs to the step no more. For asynchronous work that closes the
		 * step on another thread:
		 *
		 * <pre class="code">
		 * Step step = performance.step("geocode");
		 * CompletableFuture&lt;Place&gt; place = client.find(address);
		 * step.leave();
		 * place.whenComplete((found, ex) -&gt; step.failed(ex).close());
		 * </pre>
		 * @return this
		 */
		public Step leave() {
			if (this.recorder != null && !this.closed.get()) {
				this.recorder.leave(this);
			}
			return this;
		}

		/**
		 * Ends the step. Closing it again does nothing. It may be closed on another
		 * thread, and steps may be closed in any order. One that is never closed is not
		 * counted.
		 */
		@Override
		public void close() {
			if (this.recorder != null && this.closed.compareAndSet(false, true)) {
				this.recorder.close(this);
			}
		}

		long itemCount() {
			return this.items.get();
		}

		@Nullable Throwable failure() {
			return this.failure;
		}

		String name() {
			return this.name;
		}

	}

}
