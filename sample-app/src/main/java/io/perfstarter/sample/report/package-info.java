/**
 * Reports: a slow statement and one that answers the same quickly.
 */
@NullMarked
package io.perfstarter.sample.report;

import org.jspecify.annotations.NullMarked;
