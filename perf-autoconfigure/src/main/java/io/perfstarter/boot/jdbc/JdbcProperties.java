package io.perfstarter.boot.jdbc;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How SQL is measured.
 *
 * @param enabled Whether data sources are measured.
 * @param exclude Names of DataSource beans that are not measured.
 * @param includeParameters Whether bind values are kept and shown in slow statement logs
 * and traces. They may be personal data.
 * @param applicationPackages Packages in which call sites are looked for. By default, the
 * packages of the application's main class and of its entity scan.
 */
@ConfigurationProperties("performance.jdbc")
record JdbcProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> exclude,
		@DefaultValue("false") boolean includeParameters, @DefaultValue List<String> applicationPackages) {

}
