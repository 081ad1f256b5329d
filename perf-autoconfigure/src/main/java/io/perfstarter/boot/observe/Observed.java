package io.perfstarter.boot.observe;

/**
 * What is started around what frameworks call.
 *
 * @param tasks runs of jobs
 * @param messages handlings of messages
 */
record Observed(Runs tasks, Runs messages) {

}
