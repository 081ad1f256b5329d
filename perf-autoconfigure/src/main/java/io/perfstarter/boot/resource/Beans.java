package io.perfstarter.boot.resource;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds beans that are there already.
 */
final class Beans {

	private Beans() {
	}

	/**
	 * Finds the singletons of a type without making any.
	 * @param beanFactory where
	 * @param type the type
	 * @param <T> the type
	 * @return the beans by their names
	 */
	static <T> Map<String, T> existing(ConfigurableListableBeanFactory beanFactory, Class<T> type) {
		Map<String, T> found = new LinkedHashMap<>();
		if (!beanFactory.isConfigurationFrozen()) {
			return found;
		}
		for (String name : beanFactory.getBeanNamesForType(type, false, false)) {
			Object bean = beanFactory.containsSingleton(name) ? beanFactory.getSingleton(name) : null;
			if (type.isInstance(bean)) {
				found.put(name, type.cast(bean));
			}
		}
		return found;
	}

}
