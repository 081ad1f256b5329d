package io.perfstarter.boot.hibernate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Hibernate is measured.
 *
 * @param enabled Whether what Hibernate does is measured.
 */
@ConfigurationProperties("performance.hibernate")
record HibernateProperties(@DefaultValue("true") boolean enabled) {

}
