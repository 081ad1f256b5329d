package io.perfstarter.sample.traffic;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.perfstarter.sample.SampleProperties;
import io.perfstarter.sample.home.Route;
import io.perfstarter.sample.home.Routes;
import io.perfstarter.sample.traffic.RequestMix.Call;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestMixTests {

	// With one of each there is one way only to fill a path
	private final SampleProperties sizes = new SampleProperties(true, Duration.ofMillis(250), 1, 1, 1);

	private final Routes routes = new Routes();

	private final int round = this.routes.all().stream().mapToInt(Route::share).sum();

	@Test
	void everyRoundHasEveryRoute() {
		RequestMix mix = new RequestMix(this.routes, this.sizes);
		for (int i = 0; i < 3; i++) {
			Set<String> called = Stream.generate(mix::next)
				.limit(this.round)
				.map((call) -> call.path().replaceAll("\\?.*", ""))
				.collect(Collectors.toSet());
			assertThat(called).containsAll(expected());
		}
	}

	@Test
	void roundFitsIntoHalfAMinute() {
		Duration interval = new SampleProperties(true, Duration.ofMillis(250), 1, 1, 1).trafficInterval();
		assertThat(interval.multipliedBy(this.round)).isLessThan(Duration.ofSeconds(30));
	}

	@Test
	void everyPlaceholderIsFilled() {
		RequestMix mix = new RequestMix(this.routes, this.sizes);
		assertThat(Stream.generate(mix::next).limit(this.round)).extracting(Call::path)
			.noneMatch((path) -> path.contains("{"));
	}

	@Test
	void numbersStayWithinTheShop() {
		SampleProperties few = new SampleProperties(true, Duration.ofMillis(250), 3, 3, 3);
		RequestMix mix = new RequestMix(this.routes, few);
		assertThat(Stream.generate(mix::next)
			.limit(20L * this.round)
			.filter((call) -> call.path().endsWith("/cached"))
			.map(Call::path))
			.containsOnly("/api/products/1/cached", "/api/products/2/cached", "/api/products/3/cached");
	}

	private Set<String> expected() {
		return this.routes.all()
			.stream()
			.map((route) -> route.fill(this.sizes, (bound) -> 1).replaceAll("\\?.*", ""))
			.collect(Collectors.toSet());
	}

}
