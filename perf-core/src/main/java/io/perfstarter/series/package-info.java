/**
 * Keeping: what executions measured, in time-bucketed series that can be summarised over
 * any window of the last hour, and the executions worth a closer look.
 */
@NullMarked
package io.perfstarter.series;

import org.jspecify.annotations.NullMarked;
