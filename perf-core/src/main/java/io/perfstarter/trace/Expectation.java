package io.perfstarter.trace;

/**
 * What somebody said of an execution's queries: they are as they should be.
 *
 * @param max up to how many; more are judged as usual
 * @param reason why, for those who read the code
 */
public record Expectation(int max, String reason) {

}
