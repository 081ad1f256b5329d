package io.perfstarter.boot;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.perfstarter.series.OperationWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.Trace;
import io.perfstarter.series.TraceEvent;
import io.perfstarter.series.Window;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import org.awaitility.Awaitility;

import org.springframework.beans.factory.BeanFactory;

/**
 * What an application has kept so far.
 */
public final class Kept {

	private final SeriesStore store;

	private Kept(SeriesStore store) {
		this.store = store;
	}

	/**
	 * Looks into an application.
	 * @param context its context
	 * @return what it keeps
	 */
	public static Kept in(BeanFactory context) {
		return new Kept(context.getBean(SeriesStore.class));
	}

	/**
	 * Returns the operations.
	 * @param kind of this kind
	 * @return name and count of each, sorted
	 */
	public List<String> operations(OperationKind kind) {
		return windows(kind).stream().map((window) -> name(window) + " " + window.count()).sorted().toList();
	}

	private static String name(OperationWindow window) {
		return Objects.requireNonNull(window.operation()).name();
	}

	private List<OperationWindow> windows(OperationKind kind) {
		Window window = this.store.window(60);
		return this.store.operations(window)
			.stream()
			.filter((one) -> Objects.requireNonNull(one.operation()).kind() == kind)
			.toList();
	}

	/**
	 * Returns an operation.
	 * @param kind its kind
	 * @param name its name
	 * @return its figures
	 */
	public OperationWindow operation(OperationKind kind, String name) {
		return this.store.operation(this.store.window(60), new Operation(kind, name));
	}

	/**
	 * Waits for runs.
	 * @param kind the operation's kind
	 * @param name the operation's name
	 * @param count how many
	 * @return the figures then
	 */
	public OperationWindow await(OperationKind kind, String name, int count) {
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(5))
				.atMost(Duration.ofSeconds(20))
				.until(() -> operation(kind, name).count() >= count);
		}
		catch (org.awaitility.core.ConditionTimeoutException ex) {
			throw new AssertionError("Not " + count + " of " + kind + " " + name + " but " + operations(kind), ex);
		}
		return operation(kind, name);
	}

	/**
	 * Returns the slowest execution.
	 * @param kind the operation's kind
	 * @param name the operation's name
	 * @return the execution
	 */
	public Trace trace(OperationKind kind, String name) {
		return this.store.slowest(this.store.window(60), new Operation(kind, name)).get(0);
	}

	/**
	 * Returns the parts of the slowest execution.
	 * @param kind the operation's kind
	 * @param name the operation's name
	 * @param type the type of the parts
	 * @return the names of their operations, a failed one with an exclamation mark
	 */
	public List<String> parts(OperationKind kind, String name, EventType type) {
		return trace(kind, name).events().stream().filter((event) -> event.type() == type).map(Kept::part).toList();
	}

	private static String part(TraceEvent event) {
		return Objects.requireNonNull(event.operation()).name() + ((event.flag() == 1) ? "!" : "");
	}

}
