package io.perfstarter.sample.home;

import java.util.List;

/**
 * Routes that are best compared with each other.
 *
 * @param title what they are about
 * @param routes the routes, the bad one before its good twin
 */
public record RouteGroup(String title, List<Route> routes) {

	static RouteGroup of(String title, Route... routes) {
		return new RouteGroup(title, List.of(routes));
	}

}
