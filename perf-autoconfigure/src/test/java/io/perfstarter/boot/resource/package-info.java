/**
 * Tests of how resources are read.
 */
package io.perfstarter.boot.resource;
