/**
 * Shows: the Actuator endpoint {@code performance} and the paths below it. Parses, asks
 * and answers.
 */
@NullMarked
package io.perfstarter.boot.endpoint;

import org.jspecify.annotations.NullMarked;
