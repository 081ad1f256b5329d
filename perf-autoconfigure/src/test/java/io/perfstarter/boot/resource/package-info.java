/**
 * Tests of how resources are read.
 */
@NullMarked
package io.perfstarter.boot.resource;

import org.jspecify.annotations.NullMarked;
