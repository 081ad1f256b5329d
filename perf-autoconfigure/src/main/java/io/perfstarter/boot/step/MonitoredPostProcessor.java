package io.perfstarter.boot.step;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Lets the calls of {@code @Monitored} methods through {@link MonitoredInterceptor}. A
 * bean that has a proxy already, of a transaction say, gets one more advice in it instead
 * of another proxy.
 */
@SuppressWarnings("serial")
final class MonitoredPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(MonitoredPostProcessor.class);

	private final transient Map<Class<?>, Boolean> eligible = new ConcurrentHashMap<>();

	private final transient Set<Object> early = Collections
		.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	MonitoredPostProcessor(MonitoredInterceptor interceptor) {
		this.advisor = advisor(interceptor);
		// Around transactions, so that a commit belongs to the step; inside of @Async,
		// whose own post-processor comes later and puts itself in front.
		setBeforeExistingAdvisors(true);
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	private static Advisor advisor(MonitoredInterceptor interceptor) {
		return new DefaultPointcutAdvisor(new StaticMethodMatcherPointcut() {

			@Override
			public boolean matches(Method method, Class<?> targetClass) {
				return MonitoredMethods.name(method, targetClass) != null;
			}

		}, interceptor);
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		// Beans that need each other get the proxy as well, where Spring allows that
		Object target = AopProxyUtils.getSingletonTarget(bean);
		// Later it comes as it was made, whatever proxy others have put around it by now
		this.early.add((target != null) ? target : bean);
		return process(bean, beanName);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return this.early.remove(bean) ? bean : process(bean, beanName);
	}

	private Object process(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen() && !isEligible(AopUtils.getTargetClass(bean))) {
			for (Class<?> type : advised.getProxiedInterfaces()) {
				// Such as a repository, whose class is Spring Data's
				if (isEligible(type)) {
					advised.addAdvisor(0, Objects.requireNonNull(this.advisor));
					return bean;
				}
			}
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

	@Override
	protected boolean isEligible(Object bean, String beanName) {
		Class<?> type = bean.getClass();
		if (!super.isEligible(bean, beanName)) {
			return false;
		}
		if (Modifier.isFinal(type.getModifiers()) && !ClassUtils.isLambdaClass(type)
				&& (isProxyTargetClass() || ClassUtils.getAllInterfacesForClass(type).length == 0)) {
			logger.warn("@Monitored methods of {} are not measured: the class is final", type.getName());
			return false;
		}
		return true;
	}

	@Override
	protected boolean isEligible(Class<?> targetClass) {
		String name = targetClass.getName();
		// Most beans of an application: not worth looking at each method
		if (name.startsWith("org.springframework.") || name.startsWith("java.")) {
			return false;
		}
		Boolean known = this.eligible.get(targetClass);
		if (known == null) {
			known = inspectSafely(targetClass);
			this.eligible.put(targetClass, known);
		}
		return known;
	}

	private static boolean inspectSafely(Class<?> targetClass) {
		try {
			return inspect(targetClass);
		}
		catch (RuntimeException | LinkageError ex) {
			// Such as a method that names a class which is not there
			logger.debug("Methods of {} cannot be looked at", targetClass.getName(), ex);
			return false;
		}
	}

	/** Looks for methods to be measured, and says which cannot be. */
	private static boolean inspect(Class<?> targetClass) {
		Class<?> type = ClassUtils.getUserClass(targetClass);
		boolean found = false;
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
			if (MonitoredMethods.name(method, type) != null) {
				String obstacle = obstacle(method.getModifiers());
				if (obstacle == null) {
					found = true;
				}
				else {
					logger.warn("@Monitored method {}.{} is not measured: it is {}", type.getName(), method.getName(),
							obstacle);
				}
			}
		}
		for (Class<?> implemented : ClassUtils.getAllInterfacesForClass(type)) {
			for (Method method : implemented.getMethods()) {
				found |= MonitoredMethods.name(method, type) != null;
			}
		}
		return found;
	}

	private static @Nullable String obstacle(int modifiers) {
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		return Modifier.isFinal(modifiers) ? "final" : null;
	}

}
