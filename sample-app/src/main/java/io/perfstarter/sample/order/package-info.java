/**
 * Orders: the N+1 and its fix, the missing index and its fix, placing and exporting.
 */
@NullMarked
package io.perfstarter.sample.order;

import org.jspecify.annotations.NullMarked;
