package io.perfstarter.boot.finding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.perfstarter.analysis.FindingType;

/**
 * What has to be found in a case: nothing, if it is legitimate.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Finds {

	FindingType[] value() default {};

	/** The associations that have to be named. */
	String[] associations() default {};

	/** How many findings there have to be. */
	int count() default -1;

}
