/**
 * The sample shop: what all of its features share.
 */
@NullMarked
package io.perfstarter.sample;

import org.jspecify.annotations.NullMarked;
