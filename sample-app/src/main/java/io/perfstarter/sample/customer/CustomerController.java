package io.perfstarter.sample.customer;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Customers as pages: all at once, or a few at a time.
 */
@Controller
class CustomerController {

	private static final int PAGE_SIZE = 25;

	private final CustomerRepository customers;

	CustomerController(CustomerRepository customers) {
		this.customers = customers;
	}

	@GetMapping("/customers/all")
	String all(Model model) {
		model.addAttribute("customers", this.customers.findAllByOrderByNameAscIdAsc());
		return "customers/all";
	}

	@GetMapping("/customers/paged")
	String paged(@RequestParam(defaultValue = "1") int page, Model model) {
		Page<Customer> customers = this.customers
			.findAllByOrderByNameAscIdAsc(PageRequest.of(Math.max(page - 1, 0), PAGE_SIZE));
		model.addAttribute("page", customers);
		return "customers/paged";
	}

}
