/**
 * What is measured while an application runs: operations, their executions and the
 * statements these run, gathered without locks on the thread that does the work.
 */
@NullMarked
package io.perfstarter.trace;

import org.jspecify.annotations.NullMarked;
