package io.perfstarter.sample.home;

import java.util.List;

import io.perfstarter.sample.SampleProperties;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The index page.
 */
@Controller
class HomeController {

	private final Routes routes;

	private final SampleProperties properties;

	HomeController(Routes routes, SampleProperties properties) {
		this.routes = routes;
		this.properties = properties;
	}

	@GetMapping("/")
	String index(Model model) {
		model.addAttribute("groups", this.routes.groups().stream().map(this::entries).toList());
		model.addAttribute("traffic", this.properties.traffic());
		return "index";
	}

	private Entries entries(RouteGroup group) {
		return new Entries(group.title(),
				group.routes()
					.stream()
					.map((route) -> new Entry(route, route.fill(this.properties, (bound) -> 1)))
					.toList());
	}

	record Entries(String title, List<Entry> routes) {

	}

	record Entry(Route route, String example) {

	}

}
