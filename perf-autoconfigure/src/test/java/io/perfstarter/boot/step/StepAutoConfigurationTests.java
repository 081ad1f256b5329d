package io.perfstarter.boot.step;

import java.io.IOException;
import java.io.InputStream;

import io.perfstarter.boot.Monitored;
import io.perfstarter.boot.Performance;
import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.boot.UserApiAutoConfiguration;
import io.perfstarter.trace.Guard;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What there is by default, switched off, and beside beans of the user.
 */
class StepAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class, UserApiAutoConfiguration.class,
				StepAutoConfiguration.class))
		.withBean(Service.class);

	private static MonitoredPostProcessor processor() {
		StaticListableBeanFactory none = new StaticListableBeanFactory();
		return new MonitoredPostProcessor(
				new MonitoredInterceptor(none.getBeanProvider(Performance.class), none.getBeanProvider(Guard.class)));
	}

	@Test
	void byDefault() {
		this.runner.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Service.class))).isTrue());
	}

	@Test
	void switchedOff() {
		this.runner.withPropertyValues("performance.step.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(MonitoredPostProcessor.class);
			assertThat(AopUtils.isAopProxy(context.getBean(Service.class))).isFalse();
			assertThat(context.getBean(Performance.class)).isSameAs(Performance.disabled());
		});
	}

	@Test
	void beansOfTheUserWin() {
		MonitoredPostProcessor own = processor();
		this.runner.withBean("own", MonitoredPostProcessor.class, () -> own)
			.withBean("mine", Performance.class, Performance::disabled)
			.run((context) -> {
				assertThat(context.getBean(MonitoredPostProcessor.class)).isSameAs(own);
				assertThat(context.getBean(Performance.class)).isSameAs(Performance.disabled());
				// Nothing to measure with is no reason to fail
				assertThat(context.getBean(Service.class).call()).isEqualTo("called");
			});
	}

	/** As an interface of a library may, one of whose own libraries is not there. */
	@Test
	void beanWhoseMethodsCannotBeLookedAtIsLeftAlone() throws Exception {
		Class<?> type = new WithoutMissing().loadClass(Broken.class.getName());
		Object bean = type.getDeclaredConstructor().newInstance();
		assertThat(processor().postProcessAfterInitialization(bean, "broken")).isSameAs(bean);
	}

	static class Service {

		@Monitored
		public String call() {
			return "called";
		}

	}

	static class Missing {

	}

	interface Names {

		default Missing missing() {
			throw new IllegalStateException();
		}

	}

	public static class Broken implements Names {

		public Broken() {
		}

	}

	/** Loads these classes anew, without one of them. */
	private static final class WithoutMissing extends ClassLoader {

		WithoutMissing() {
			super(StepAutoConfigurationTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.equals(Missing.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith(StepAutoConfigurationTests.class.getName())) {
				return super.loadClass(name, resolve);
			}
			Class<?> loaded = findLoadedClass(name);
			if (loaded != null) {
				return loaded;
			}
			try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
