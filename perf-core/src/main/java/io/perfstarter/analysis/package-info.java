/**
 * Judging: reads windows of the series and says what they show, in the records that
 * endpoints answer with.
 */
@NullMarked
package io.perfstarter.analysis;

import org.jspecify.annotations.NullMarked;
