/**
 * Tests of measuring Hibernate.
 */
@NullMarked
package io.perfstarter.boot.hibernate;

import org.jspecify.annotations.NullMarked;
