package io.perfstarter.sample.product;

import java.util.List;

import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Products as pages.
 */
@Controller
class ProductController {

	private final ProductRepository products;

	ProductController(ProductRepository products) {
		this.products = products;
	}

	@GetMapping("/products")
	String list(Model model) {
		model.addAttribute("products", this.products.findAllByOrderByName());
		return "products/list";
	}

	@GetMapping("/products/labels")
	String labels(Model model) {
		List<ProductLabel> labels = this.products.findAllByOrderById(Limit.of(50))
			.stream()
			.map((product) -> new ProductLabel(product.getSku(), product.getName()))
			.toList();
		model.addAttribute("labels", labels);
		return "products/labels";
	}

}
