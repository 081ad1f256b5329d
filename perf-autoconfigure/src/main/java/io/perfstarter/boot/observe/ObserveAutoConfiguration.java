package io.perfstarter.boot.observe;

import java.util.function.Supplier;

import io.micrometer.observation.ObservationHandler;
import io.perfstarter.boot.Performance;
import io.perfstarter.boot.UserApiAutoConfiguration;
import io.perfstarter.series.Recorder;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;

import org.springframework.amqp.rabbit.config.BaseRabbitListenerContainerFactory;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Measures jobs, messages and calls to other services.
 */
@AutoConfiguration(after = UserApiAutoConfiguration.class)
@ConditionalOnBean(Tracer.class)
@ConditionalOnBooleanProperty(name = "performance.observe.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ObserveProperties.class)
public final class ObserveAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Observed performanceObserved(Tracer tracer, Guard guard) {
		return new Observed(new Runs(tracer, guard, OperationKind.TASK),
				new Runs(tracer, guard, OperationKind.MESSAGE));
	}

	/** Post-processors ask at the first run, so that nothing is made early. */
	private static Supplier<Runs> tasks(ObjectProvider<Observed> observed) {
		return SingletonSupplier.of(() -> observed.getObject().tasks());
	}

	private static Supplier<Runs> messages(ObjectProvider<Observed> observed) {
		return SingletonSupplier.of(() -> observed.getObject().messages());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "performance.observe.tasks", matchIfMissing = true)
	static class Tasks {

		@Bean
		@ConditionalOnMissingBean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static RunnerPostProcessor performanceRunnerPostProcessor(ObjectProvider<Observed> observed,
				ObjectProvider<Guard> guard) {
			return new RunnerPostProcessor(tasks(observed), guard::getObject);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ ObservationHandler.class, ScheduledTaskObservationContext.class })
		static class Scheduled {

			@Bean
			@ConditionalOnMissingBean
			ScheduledTaskHandler performanceScheduledTaskHandler(Observed observed) {
				return new ScheduledTaskHandler(observed.tasks());
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(AbstractJob.class)
		static class Batch {

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static BatchPostProcessor performanceBatchPostProcessor(ObjectProvider<Observed> observed,
					ObjectProvider<Performance> performance, ObjectProvider<Guard> guard) {
				return new BatchPostProcessor(tasks(observed),
						SingletonSupplier.of(() -> performance.getIfUnique(Performance::disabled)), guard::getObject);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "performance.observe.messages", matchIfMissing = true)
	static class Messages {

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(AbstractKafkaListenerContainerFactory.class)
		static class Kafka {

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static KafkaPostProcessor performanceKafkaPostProcessor(ObjectProvider<Observed> observed,
					ObjectProvider<Guard> guard) {
				return new KafkaPostProcessor(messages(observed), guard::getObject);
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(BaseRabbitListenerContainerFactory.class)
		static class Rabbit {

			@Bean
			@ConditionalOnMissingBean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static RabbitPostProcessor performanceRabbitPostProcessor(ObjectProvider<Observed> observed,
					ObjectProvider<Guard> guard) {
				return new RabbitPostProcessor(messages(observed), guard::getObject);
			}

		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ JmsListenerEndpointRegistry.class, jakarta.jms.MessageListener.class })
		static class Jms {

			@Bean
			@ConditionalOnMissingBean
			@Lazy(false)
			JmsContainers performanceJmsContainers(ConfigurableListableBeanFactory beanFactory, Observed observed,
					Guard guard) {
				return new JmsContainers(beanFactory, observed.messages(), guard);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "performance.observe.client", matchIfMissing = true)
	@ConditionalOnClass({ ObservationHandler.class, ClientHttpRequest.class })
	static class Client {

		@Bean
		@ConditionalOnMissingBean
		ClientCalls performanceClientCalls(Tracer tracer, Recorder recorder, Guard guard) {
			return new ClientCalls(tracer, recorder, guard);
		}

		@Bean
		@ConditionalOnMissingBean
		ClientHandler performanceClientHandler(ClientCalls calls) {
			return new ClientHandler(calls);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(WebClient.class)
		static class Reactive {

			@Bean
			@ConditionalOnMissingBean
			ReactiveClientHandler performanceReactiveClientHandler(ClientCalls calls) {
				return new ReactiveClientHandler(calls);
			}

		}

	}

}
