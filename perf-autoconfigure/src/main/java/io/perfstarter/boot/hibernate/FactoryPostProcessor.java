package io.perfstarter.boot.hibernate;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.util.ClassUtils;

/**
 * Measures every {@code EntityManagerFactory} bean of Hibernate's: those that Spring
 * builds as soon as they are built, which may be later and on another thread; others as
 * soon as they are beans.
 */
final class FactoryPostProcessor implements BeanPostProcessor, Ordered {

	private static final boolean SPRING_ORM = ClassUtils.isPresent(
			"org.springframework.orm.jpa.AbstractEntityManagerFactoryBean",
			FactoryPostProcessor.class.getClassLoader());

	private final ObjectProvider<FactoryMeasuring> measuring;

	/** Names of those that are measured as soon as they are built. */
	private final Set<String> integrated = ConcurrentHashMap.newKeySet();

	FactoryPostProcessor(ObjectProvider<FactoryMeasuring> measuring) {
		this.measuring = measuring;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (SPRING_ORM && Spring.builds(bean)) {
			FactoryMeasuring measuring = this.measuring.getIfAvailable();
			if (measuring != null) {
				try {
					Spring.integrate(bean, beanName, measuring);
					this.integrated.add(beanName);
				}
				catch (RuntimeException | LinkageError ex) {
					measuring.guard().swallowed("hibernate", ex);
				}
			}
		}
		return bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof EntityManagerFactory factory && !(bean instanceof FactoryBean<?>)
				&& !this.integrated.contains(beanName)) {
			FactoryMeasuring measuring = this.measuring.getIfAvailable();
			if (measuring != null) {
				try {
					measuring.measure(beanName, factory.unwrap(SessionFactoryImplementor.class));
				}
				catch (RuntimeException | LinkageError ex) {
					// Another mapper's.
				}
			}
		}
		return bean;
	}

	/** What needs Spring's support of JPA. */
	private static final class Spring {

		static boolean builds(Object bean) {
			return bean instanceof AbstractEntityManagerFactoryBean;
		}

		static void integrate(Object bean, String name, FactoryMeasuring measuring) {
			Map<String, Object> properties = ((AbstractEntityManagerFactoryBean) bean).getJpaPropertyMap();
			properties.put(JpaSettings.INTEGRATOR_PROVIDER,
					measuring.integrators(name, provider(properties.get(JpaSettings.INTEGRATOR_PROVIDER))));
		}

		/**
		 * Returns the user's own, given in one of the ways in which Hibernate takes it.
		 */
		private static @Nullable IntegratorProvider provider(@Nullable Object setting) {
			if (setting == null || setting instanceof IntegratorProvider) {
				return (IntegratorProvider) setting;
			}
			Class<?> type = (setting instanceof Class<?> given) ? given
					: ClassUtils.resolveClassName(setting.toString(), null);
			return (IntegratorProvider) BeanUtils.instantiateClass(type);
		}

	}

}
