package io.perfstarter.boot.observe;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Makes each run of an {@code ApplicationRunner} or {@code CommandLineRunner} an
 * execution. Nobody observes these, and nobody has asked for a proxy either: classes for
 * which one could make a difference are left alone.
 */
final class RunnerPostProcessor implements SmartInstantiationAwareBeanPostProcessor, BeanClassLoaderAware, Ordered {

	private final Supplier<Runs> runs;

	private final Supplier<Guard> guard;

	/** What others were given before it was complete. */
	private final Set<Object> early = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	private @Nullable ClassLoader classLoader;

	RunnerPostProcessor(Supplier<Runs> runs, Supplier<Guard> guard) {
		this.runs = runs;
		this.guard = guard;
	}

	@Override
	public void setBeanClassLoader(ClassLoader classLoader) {
		this.classLoader = classLoader;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE - 1;
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		if (!isRunner(bean)) {
			return bean;
		}
		Object target = AopProxyUtils.getSingletonTarget(bean);
		this.early.add((target != null) ? target : bean);
		return measure(bean, beanName);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (isRunner(bean) && !this.early.remove(bean)) ? measure(bean, beanName) : bean;
	}

	private static boolean isRunner(Object bean) {
		return bean instanceof ApplicationRunner || bean instanceof CommandLineRunner;
	}

	private Object measure(Object bean, String beanName) {
		try {
			return measured(bean, beanName);
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.get().swallowed("observe", ex);
			return bean;
		}
	}

	private Object measured(Object bean, String beanName) {
		Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
		if (type.getName().startsWith("org.springframework.")) {
			// Batch jobs, which Boot's runner starts, are measured themselves
			return bean;
		}
		boolean named = !ClassUtils.isLambdaClass(type) && !type.isAnonymousClass();
		RunInterceptor interceptor = new RunInterceptor(this.runs, (named ? type.getSimpleName() : beanName) + ".run");
		if (bean instanceof Advised advised) {
			if (!advised.isFrozen()) {
				advised.addAdvisor(0, new DefaultPointcutAdvisor(interceptor));
			}
			return bean;
		}
		boolean byInterface = ClassUtils.isLambdaClass(type);
		if (!byInterface && !isExtendable(type)) {
			return bean;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.setTarget(bean);
		if (byInterface) {
			factory.setInterfaces(ClassUtils.getAllInterfacesForClass(type));
		}
		else {
			factory.setProxyTargetClass(true);
		}
		factory.addAdvisor(new DefaultPointcutAdvisor(interceptor));
		return factory.getProxy(this.classLoader);
	}

	/**
	 * Whether a subclass that hands on its calls behaves as the class does: fields that
	 * others may read and final methods would be those of the subclass, and methods that
	 * Spring calls by their annotation may not be private.
	 */
	static boolean isExtendable(Class<?> type) {
		if (Modifier.isFinal(type.getModifiers()) || Modifier.isPrivate(type.getModifiers()) || type.isSealed()) {
			return false;
		}
		for (Class<?> level = type; level != null && level != Object.class; level = level.getSuperclass()) {
			for (Method method : level.getDeclaredMethods()) {
				int modifiers = method.getModifiers();
				boolean hidden = Modifier.isPrivate(modifiers);
				if (!Modifier.isStatic(modifiers) && ((Modifier.isFinal(modifiers) && !hidden)
						|| (hidden && method.getAnnotations().length > 0))) {
					return false;
				}
			}
			for (Field field : level.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isPrivate(field.getModifiers())
						&& !field.isSynthetic()) {
					return false;
				}
			}
		}
		return true;
	}

	/** Measures the method {@code run}. */
	private static final class RunInterceptor implements MethodInterceptor {

		private final Supplier<Runs> runs;

		private final String name;

		RunInterceptor(Supplier<Runs> runs, String name) {
			this.runs = runs;
			this.name = name;
		}

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			if (!isRun(invocation.getMethod())) {
				return invocation.proceed();
			}
			Execution execution = this.runs.get().begin(this.name);
			Throwable failure = null;
			try {
				return invocation.proceed();
			}
			catch (Throwable ex) {
				failure = ex;
				throw ex;
			}
			finally {
				this.runs.get().end(execution, failure, 0);
			}
		}

		private static boolean isRun(Method method) {
			if (!method.getName().equals("run") || method.getParameterCount() != 1) {
				return false;
			}
			Class<?> parameter = method.getParameterTypes()[0];
			return parameter == ApplicationArguments.class || parameter == String[].class;
		}

	}

}
