package io.perfstarter.sample.traffic;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.perfstarter.sample.home.Routes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application as it runs for a newcomer: it visits all its routes by itself.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.traffic=true", "sample.traffic-interval=20ms", "sample.orders=2000" })
@Import(TrafficTests.Visits.class)
@DirtiesContext
class TrafficTests {

	@Test
	void visitsEveryRoute(@Autowired Visits visits, @Autowired Routes routes) {
		Set<String> expected = routes.all()
			.stream()
			.map((route) -> route.method() + " " + route.path().replaceAll("\\?.*", ""))
			.map((route) -> route.replace("/no-such-page", "/**"))
			.collect(Collectors.toSet());
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(visits.patterns).containsAll(expected));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Visits implements HandlerInterceptor {

		private final Set<String> patterns = ConcurrentHashMap.newKeySet();

		@Override
		public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
			if (request.getDispatcherType() == DispatcherType.REQUEST) {
				Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
				this.patterns.add(request.getMethod() + " " + pattern);
			}
			return true;
		}

		@Bean
		WebMvcConfigurer visitsInterceptor() {
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(Visits.this);
				}

			};
		}

	}

}
