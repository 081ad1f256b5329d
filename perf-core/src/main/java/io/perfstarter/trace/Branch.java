package io.perfstarter.trace;

import org.jspecify.annotations.Nullable;

/**
 * What one thread does for an execution that another thread started, from
 * {@link Tracer#branch} to {@link Tracer#endBranch}. Belongs to its thread.
 */
public final class Branch {

	private final Tracer tracer;

	private final Execution execution;

	/** Where it is counted; {@code null} once it has ended. */
	private @Nullable Track track;

	/** On the execution's time line; 0 before anything was told. */
	private int lane;

	Branch(Tracer tracer, Execution execution, Track track) {
		this.tracer = tracer;
		this.execution = execution;
		this.track = track;
	}

	Execution execution() {
		return this.execution;
	}

	@Nullable Track track() {
		return this.track;
	}

	void ended() {
		this.track = null;
	}

	int lane() {
		return this.lane;
	}

	void lane(int lane) {
		this.lane = lane;
	}

	/** Tells the execution what was done for it so far. */
	void publish() {
		this.tracer.publish(this);
	}

}
