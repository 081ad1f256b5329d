package io.perfstarter.sample.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;

import io.perfstarter.sample.SampleProperties;
import io.perfstarter.sample.home.Route;
import io.perfstarter.sample.home.Routes;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Says which request comes next. It goes in shuffled rounds, each of which has every
 * route at least once. Not thread-safe.
 */
@Component
class RequestMix {

	private final Random random = new Random(42);

	private final Queue<Route> round = new ArrayDeque<>();

	private final List<Route> routes;

	private final SampleProperties sizes;

	RequestMix(Routes routes, SampleProperties sizes) {
		this.routes = routes.all();
		this.sizes = sizes;
	}

	Call next() {
		if (this.round.isEmpty()) {
			this.round.addAll(newRound());
		}
		Route route = this.round.remove();
		return new Call(route.method(), route.fill(this.sizes, this::pick));
	}

	private List<Route> newRound() {
		List<Route> calls = new ArrayList<>();
		this.routes.forEach((route) -> calls.addAll(Collections.nCopies(route.share(), route)));
		Collections.shuffle(calls, this.random);
		return calls;
	}

	private int pick(int bound) {
		// Low numbers come up far more often, as popular products do; without that a
		// cache would be of little use
		return 1 + (int) (bound * Math.pow(this.random.nextDouble(), 5));
	}

	/**
	 * A request to make.
	 *
	 * @param method how to call
	 * @param path path and query
	 */
	record Call(HttpMethod method, String path) {

	}

}
