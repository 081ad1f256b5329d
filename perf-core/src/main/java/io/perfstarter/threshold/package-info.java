/**
 * The limits that measurements are held against; nothing else holds one.
 */
@NullMarked
package io.perfstarter.threshold;

import org.jspecify.annotations.NullMarked;
