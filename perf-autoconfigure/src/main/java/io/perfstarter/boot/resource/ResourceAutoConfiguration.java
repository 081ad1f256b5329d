package io.perfstarter.boot.resource;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.perfstarter.analysis.ResourceReports;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceSampling;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.NanoClock;
import org.apache.catalina.startup.Tomcat;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.eclipse.jetty.server.Server;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Reads what the application has and uses. Further beans of {@link ResourceSampler} are
 * read too.
 */
@AutoConfiguration(after = PerformanceAutoConfiguration.class)
@ConditionalOnBean(SeriesStore.class)
@ConditionalOnBooleanProperty(name = "performance.resource.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ResourceProperties.class)
public final class ResourceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ResourceStore performanceResourceStore(TimeGrid grid) {
		return new ResourceStore(grid);
	}

	@Bean
	@ConditionalOnMissingBean
	ResourceReports performanceResourceReports(SeriesStore store, ResourceStore resources) {
		return new ResourceReports(store, resources);
	}

	@Bean
	@ConditionalOnMissingBean
	ResourceSampling performanceResourceSampling(TimeGrid grid, ResourceStore store,
			ObjectProvider<ResourceSampler> samplers, Guard guard) {
		return new ResourceSampling(grid, store, samplers.orderedStream().toList(), guard);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "performance.resource.memory.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean(name = "performanceMemorySampler")
	MemorySampler performanceMemorySampler() {
		return new MemorySampler(new ProcessMemory(Path.of("/")));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "performance.resource.cpu.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean(name = "performanceCpuSampler")
	CpuSampler performanceCpuSampler() {
		return new CpuSampler();
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "performance.resource.disk.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean(name = "performanceDiskSampler")
	AsideSampler performanceDiskSampler(Guard guard) {
		return new AsideSampler(new DiskSampler(new File("")), DiskSampler.THREAD, guard);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "performance.resource.gc.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean(name = "performanceGcSampler")
	GcSampler performanceGcSampler(NanoClock clock) {
		return new GcSampler(ManagementFactory.getGarbageCollectorMXBeans(), clock);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "performance.resource.threads.enabled", matchIfMissing = true)
	@ConditionalOnMissingBean(name = "performanceThreadSampler")
	ThreadSampler performanceThreadSampler() {
		return new ThreadSampler();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	@ConditionalOnBooleanProperty(name = "performance.resource.server.enabled", matchIfMissing = true)
	static class Servers {

		@Bean
		@ConditionalOnMissingBean(name = "performanceServerSampler")
		ServerSampler performanceServerSampler(ObjectProvider<ServerReader> readers) {
			return new ServerSampler(readers.orderedStream().toList());
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ TomcatWebServer.class, Tomcat.class })
		static class OnTomcat {

			@Bean
			ServerReader performanceTomcatReader() {
				return new TomcatReader();
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ JettyWebServer.class, Server.class })
		static class OnJetty {

			@Bean
			ServerReader performanceJettyReader() {
				return new JettyReader();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataSource.class)
	@ConditionalOnBooleanProperty(name = "performance.resource.pool.enabled", matchIfMissing = true)
	static class Pools {

		@Bean
		@ConditionalOnMissingBean(name = "performancePoolSampler")
		PoolSampler performancePoolSampler(ConfigurableListableBeanFactory beanFactory,
				ObjectProvider<PoolReader> readers) {
			return new PoolSampler(beanFactory, readers.orderedStream().toList());
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(HikariDataSource.class)
		static class OfHikari {

			@Bean
			PoolReader performanceHikariReader() {
				return new HikariReader();
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(DataSourceProxy.class)
		static class OfTomcat {

			@Bean
			PoolReader performanceTomcatJdbcReader() {
				return new TomcatJdbcReader();
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(BasicDataSource.class)
		static class OfDbcp {

			@Bean
			PoolReader performanceDbcpReader() {
				return new DbcpReader();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RedisConnectionFactory.class)
	@ConditionalOnBooleanProperty(name = "performance.resource.redis.enabled", matchIfMissing = true)
	static class Redis {

		@Bean
		@ConditionalOnMissingBean(name = "performanceRedisSampler")
		RedisSampler performanceRedisSampler(ConfigurableListableBeanFactory beanFactory, ResourceProperties properties,
				NanoClock clock, TimeGrid grid, Guard guard) {
			return new RedisSampler(beanFactory, properties.redis().timeout(), clock, grid, guard);
		}

	}

}
