package io.perfstarter.series;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What was read of one resource at one moment. What is not set is unknown. Not
 * thread-safe.
 */
public final class ResourceSample {

	private final ResourceKind kind;

	private final String name;

	private final @Nullable String type;

	private final double[] values;

	/**
	 * Creates a sample of the only resource of its kind.
	 * @param kind the kind
	 */
	public ResourceSample(ResourceKind kind) {
		this(kind, kind.name().toLowerCase(Locale.ROOT), null);
	}

	/**
	 * Creates a sample.
	 * @param kind what it is of
	 * @param name what tells it from others of its kind, such as a bean name
	 * @param type what it is made by, such as {@code hikari}
	 */
	public ResourceSample(ResourceKind kind, String name, @Nullable String type) {
		this.kind = kind;
		this.name = name;
		this.type = type;
		this.values = new double[ResourceFigure.of(kind).size()];
		Arrays.fill(this.values, Double.NaN);
	}

	/**
	 * Sets a figure.
	 * @param figure one of the kind's
	 * @param value its value; negative or not a number if it is not known
	 * @return this
	 */
	public ResourceSample set(ResourceFigure figure, double value) {
		if (figure.kind() != this.kind) {
			throw new IllegalArgumentException(figure + " is not a figure of " + this.kind);
		}
		this.values[figure.index()] = (value >= 0) ? value : Double.NaN;
		return this;
	}

	ResourceKind kind() {
		return this.kind;
	}

	String name() {
		return this.name;
	}

	@Nullable String type() {
		return this.type;
	}

	double[] values() {
		return this.values;
	}

}
