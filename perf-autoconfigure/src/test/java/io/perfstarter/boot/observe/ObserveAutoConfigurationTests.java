package io.perfstarter.boot.observe;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.ObservationHandler;
import io.perfstarter.boot.Kept;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.boot.UserApiAutoConfiguration;
import io.perfstarter.series.Recorder;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.amqp.rabbit.config.BaseRabbitListenerContainerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.kafka.config.AbstractKafkaListenerContainerFactory;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What there is by default, switched off, beside beans of the user, and without a
 * library; and what runners notice.
 */
class ObserveAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(PerformanceAutoConfiguration.class, UserApiAutoConfiguration.class, ObserveAutoConfiguration.class));

	@Test
	void everythingByDefault() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(RunnerPostProcessor.class)
				.hasSingleBean(ScheduledTaskHandler.class)
				.hasSingleBean(BatchPostProcessor.class)
				.hasSingleBean(KafkaPostProcessor.class)
				.hasSingleBean(RabbitPostProcessor.class)
				.hasSingleBean(JmsContainers.class)
				.hasSingleBean(ClientHandler.class)
				.hasSingleBean(ReactiveClientHandler.class);
		});
	}

	@ParameterizedTest
	@CsvSource({ "tasks, RunnerPostProcessor ScheduledTaskHandler BatchPostProcessor",
			"messages, KafkaPostProcessor RabbitPostProcessor JmsContainers",
			"client, ClientHandler ReactiveClientHandler ClientCalls",
			"enabled, RunnerPostProcessor ScheduledTaskHandler BatchPostProcessor KafkaPostProcessor"
					+ " RabbitPostProcessor JmsContainers ClientHandler ReactiveClientHandler Observed" })
	void switchedOff(String part, String absent) {
		this.runner.withPropertyValues("performance.observe." + part + "=false").run((context) -> {
			for (String name : absent.split(" ")) {
				assertThat(context).doesNotHaveBean(type(name));
			}
			assertThat(context.getBeansOfType(RunnerPostProcessor.class))
				.hasSize("messages client".contains(part) ? 1 : 0);
		});
	}

	private static Class<?> type(String name) throws ClassNotFoundException {
		return Class.forName(ObserveAutoConfiguration.class.getPackageName() + "." + name);
	}

	@Test
	void withoutALibrary() {
		without(AbstractKafkaListenerContainerFactory.class, KafkaPostProcessor.class);
		without(BaseRabbitListenerContainerFactory.class, RabbitPostProcessor.class);
		without(JmsListenerEndpointRegistry.class, JmsContainers.class);
		without(jakarta.jms.MessageListener.class, JmsContainers.class);
		without(AbstractJob.class, BatchPostProcessor.class);
		without(WebClient.class, ReactiveClientHandler.class);
		without(ClientHttpRequest.class, ClientHandler.class);
		without(ScheduledTaskObservationContext.class, ScheduledTaskHandler.class);
		without(ObservationHandler.class, ClientHandler.class);
	}

	private void without(Class<?> library, Class<?> absent) {
		this.runner.withClassLoader(new FilteredClassLoader(library))
			.run((context) -> assertThat(context).as(library.getName())
				.hasNotFailed()
				.doesNotHaveBean(absent)
				.hasSingleBean(RunnerPostProcessor.class));
	}

	@Test
	void beansOfTheUserWin() {
		this.runner.run((first) -> {
			Runs runs = new Runs(first.getBean(Tracer.class), new Guard(), OperationKind.TASK);
			Observed observed = new Observed(runs, runs);
			ClientCalls calls = new ClientCalls(first.getBean(Tracer.class), first.getBean(Recorder.class),
					new Guard());
			ClientHandler client = new ClientHandler(calls);
			ReactiveClientHandler reactive = new ReactiveClientHandler(calls);
			ScheduledTaskHandler scheduled = new ScheduledTaskHandler(runs);
			KafkaPostProcessor kafka = new KafkaPostProcessor(() -> runs, Guard::new);
			RabbitPostProcessor rabbit = new RabbitPostProcessor(() -> runs, Guard::new);
			RunnerPostProcessor runners = new RunnerPostProcessor(() -> runs, Guard::new);
			this.runner.withBean("a", Observed.class, () -> observed)
				.withBean("b", ClientCalls.class, () -> calls)
				.withBean("c", ClientHandler.class, () -> client)
				.withBean("d", ReactiveClientHandler.class, () -> reactive)
				.withBean("e", ScheduledTaskHandler.class, () -> scheduled)
				.withBean("f", KafkaPostProcessor.class, () -> kafka)
				.withBean("g", RabbitPostProcessor.class, () -> rabbit)
				.withBean("h", RunnerPostProcessor.class, () -> runners)
				.run((context) -> {
					for (Object own : new Object[] { observed, calls, client, reactive, scheduled, kafka, rabbit,
							runners }) {
						assertThat(context.getBean(own.getClass())).isSameAs(own);
					}
				});
		});
	}

	@Test
	void sealedRunnerIsLeftAlone() {
		this.runner.withBean(Sealed.class).run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean(Sealed.class))).isFalse();
			assertThat(context.getBean(Guard.class).count()).isZero();
		});
	}

	@Test
	void runnersThatNeedEachOther() {
		this.runner.withAllowCircularReferences(true).withBean(One.class).withBean(Two.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Two.class).one()).isSameAs(context.getBean(One.class));
			context.getBean(One.class).run(new DefaultApplicationArguments());
			assertThat(Kept.in(context).operations(OperationKind.TASK)).containsExactly("One.run 1");
		});
	}

	/** As the main class of many an application. */
	@Test
	void configurationThatIsARunner() {
		this.runner.withUserConfiguration(Itself.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("list", List.class).get(0)).isSameAs(context.getBean("text"));
			context.getBean(Itself.class).run();
			assertThat(context.getBean(Itself.class).ran()).isTrue();
			assertThat(Kept.in(context).operations(OperationKind.TASK)).containsExactly("Itself.run 1");
		});
	}

	@Test
	void onlyTheRunIsARun() throws Exception {
		this.runner.withBean(Overloaded.class).run((context) -> {
			Overloaded runner = context.getBean(Overloaded.class);
			assertThat(runner.run("other")).isEqualTo("other");
			assertThat(Kept.in(context).operations(OperationKind.TASK)).isEmpty();
			runner.run(new String[0]);
			assertThat(Kept.in(context).operations(OperationKind.TASK)).containsExactly("Overloaded.run 1");
		});
	}

	static sealed class Sealed implements CommandLineRunner permits Permitted {

		@Override
		public void run(String... arguments) {
		}

	}

	static final class Permitted extends Sealed {

	}

	static class One implements ApplicationRunner {

		@Autowired
		private Two two;

		@Override
		public void run(ApplicationArguments arguments) {
			this.two.call();
		}

	}

	static class Two implements ApplicationRunner {

		@Autowired
		private One one;

		One one() {
			return this.one;
		}

		void call() {
		}

		@Override
		public void run(ApplicationArguments arguments) {
		}

	}

	@Configuration
	static class Itself implements CommandLineRunner {

		@Autowired
		private ApplicationContext context;

		private boolean ran;

		@Bean
		StringBuilder text() {
			return new StringBuilder("text");
		}

		@Bean
		List<Object> list() {
			return new ArrayList<>(List.of(text()));
		}

		@Override
		public void run(String... arguments) {
			this.ran = this.context != null;
		}

		boolean ran() {
			return this.ran;
		}

	}

	static class Overloaded implements CommandLineRunner {

		@Override
		public void run(String... arguments) {
		}

		public String run(String argument) {
			return argument;
		}

	}

}
