package io.perfstarter.boot.step;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import io.perfstarter.boot.Monitored;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * Finds out what {@code @Monitored} says of a method.
 */
final class MonitoredMethods {

	private MonitoredMethods() {
	}

	/**
	 * Returns the name of a method's step, or {@code null} if it is not to be measured.
	 */
	static @Nullable String name(Method method, Class<?> targetClass) {
		Class<?> userClass = ClassUtils.getUserClass(targetClass);
		if (ReflectionUtils.isObjectMethod(method) || method.isSynthetic()) {
			return null;
		}
		Method specific = AopUtils.getMostSpecificMethod(method, userClass);
		MergedAnnotation<Monitored> own = MergedAnnotations.from(specific, SearchStrategy.TYPE_HIERARCHY)
			.get(Monitored.class);
		if (own.isPresent()) {
			String value = own.getString("value");
			return StringUtils.hasText(value) ? value : userClass.getSimpleName() + "." + method.getName();
		}
		if (!Modifier.isPublic(specific.getModifiers()) || Modifier.isStatic(specific.getModifiers())) {
			return null;
		}
		MergedAnnotation<Monitored> type = MergedAnnotations
			.from(specific.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY)
			.get(Monitored.class);
		if (!type.isPresent()) {
			return null;
		}
		String value = type.getString("value");
		return (StringUtils.hasText(value) ? value : userClass.getSimpleName()) + "." + method.getName();
	}

}
