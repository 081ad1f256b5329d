package io.perfstarter.sample.home;

/**
 * What a route is an example of.
 */
public enum Verdict {

	GOOD, BAD, NEUTRAL

}
