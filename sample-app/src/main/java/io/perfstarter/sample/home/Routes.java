package io.perfstarter.sample.home;

import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

import static io.perfstarter.sample.home.Route.bad;
import static io.perfstarter.sample.home.Route.good;
import static io.perfstarter.sample.home.Route.neutral;

/**
 * All routes of the shop: the index page shows them, the traffic driver calls them, and a
 * test holds the list against the controllers.
 */
@Component
public class Routes {

	private final List<RouteGroup> groups = List.of(RouteGroup.of("Lazy associations",
			bad("/orders/n-plus-one", "51",
					"A page that lists 50 orders and loads each customer's name on its own while it renders."),
			good("/orders/fetched", "1", "The same page; the customers come with the orders by a join fetch."),
			bad("/api/orders/n-plus-one", "51",
					"JSON that sums up 50 orders and loads the lines of each on its own while it maps."),
			good("/api/orders/fetched", "2", "The same JSON; an entity graph loads the lines of all orders at once."),
			good("/orders/{orderId}", "1", "One order with its customer, lines and products, joined.")),
			RouteGroup.of("Indexes",
					bad("/api/orders/by-legacy-reference/{reference}", "1",
							"Finds an order by a column without an index, so all orders are read."),
					good("/api/orders/by-reference/{reference}", "1",
							"Finds the same order by a column with an index.")),
			RouteGroup.of("Sizes of results",
					bad("/customers/all", "1", "Loads and shows all customers, however many there are."),
					good("/customers/paged?page={page}", "2", "Shows 25 customers at a time, and counts the rest."),
					good("/products", "1", "A catalogue that stays small, with its categories joined."),
					neutral("/api/orders/export", "1",
							"Streams all orders as CSV, row by row, on a thread of its own.")),
			RouteGroup.of("Slow work",
					bad("/reports/slow-ranking", "1", "One slow statement, which counts the whole table for each row."),
					good("/reports/ranking", "1", "The same answer by a window function, which sorts the table once."),
					bad("/products/labels", "1",
							"The statement is quick, but the template draws 50 barcodes while it renders.")),
			RouteGroup.of("Calls to other services",
					bad("/api/products/{productId}/stock/connection-held", "1",
							"Waits for a slow supplier inside a transaction, and keeps the connection meanwhile."),
					good("/api/products/{productId}/stock/connection-released", "1",
							"Waits for the same supplier, but the connection is back in the pool."),
					neutral("/api/slow-supplier?sku=SKU-00001", "0", "The supplier, which takes 300 ms to answer.")),
			RouteGroup.of("Caching",
					bad("/api/products/{productId}/uncached", "1",
							"Reads a product, which rarely changes, from the database every time."),
					good("/api/products/{productId}/cached", "0 or 1", "Reads the same product by a cache.")
						.withShare(4),
					neutral(HttpMethod.PUT, "/api/products/{productId}/price?cents={cents}", "2",
							"Changes a price and takes the product out of the cache."),
					neutral(HttpMethod.POST, "/api/orders?customerId={customerId}&productId={productId}&quantity=2",
							"4", "Places an order: two reads and two inserts in one transaction.")),
			RouteGroup.of("Other threads",
					neutral("/api/async/callable", "1", "A Callable, whose statement runs on a task thread."),
					neutral("/api/async/deferred", "1", "A DeferredResult, which another thread completes."),
					neutral("/api/async/events", "5", "Server-sent events: five counts within half a second.")),
			RouteGroup.of("Failures",
					bad("/failures/error", "0", "An exception that nobody handles: status 500 and the error page."),
					bad("/api/failures/error", "0",
							"An exception that the application turns into a problem: status 500."),
					bad("/failures/missing", "0", "A handler that answers 404."),
					bad("/no-such-page", "0", "A path that no handler knows: status 404.")),
			RouteGroup.of("This page", neutral("/", "0", "The list of all routes.")));

	public List<RouteGroup> groups() {
		return this.groups;
	}

	public List<Route> all() {
		return this.groups.stream().flatMap((group) -> group.routes().stream()).toList();
	}

}
