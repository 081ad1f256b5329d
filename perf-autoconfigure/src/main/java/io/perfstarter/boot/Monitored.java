package io.perfstarter.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Measures a method of a bean as a {@linkplain Performance step}: its duration, and
 * whether it threw.
 *
 * <pre class="code">
 * &#64;Monitored("geocode")
 * public Place find(Address address) { … }
 * </pre>
 *
 * Of a method that returns a {@link java.util.concurrent.CompletionStage} the step ends
 * when that completes.
 * <p>
 * On a class, every public method of the class is measured. On an interface or one of its
 * methods, those who implement it are.
 * <p>
 * As with all of Spring's annotations of this sort, the call has to come from another
 * bean, and neither the class nor the method may be final or private; what cannot be
 * measured is said at WARN when the application starts.
 */
@Documented
@Inherited
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface Monitored {

	/**
	 * What the step is called.
	 * @return on a method the name, on a class what stands in front of the name of the
	 * method; by default class and method, as {@code Geocoder.find}
	 */
	String value() default "";

}
