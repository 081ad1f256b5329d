package io.perfstarter.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that the queries of a handler are as they should be. On a handler method it is for
 * the requests of this method, on a controller class for those of all its methods; the
 * method's wins.
 * <p>
 * What is found in such requests about their queries (N+1, cacheable reads, missing
 * batches, eager associations, repeated rows, queries while rendering, large results) is
 * counted as suppressed and not shown. Requests with more queries than {@link #max()} are
 * judged as usual. What is about connections and transactions is always shown.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpectedQueries {

	/**
	 * Up to how many queries of one request are expected, those of other threads
	 * included.
	 * @return the number; without it any number is
	 */
	int max() default Integer.MAX_VALUE;

	/**
	 * Why they are as they should be.
	 * @return a sentence for those who read the code
	 */
	String reason() default "";

}
