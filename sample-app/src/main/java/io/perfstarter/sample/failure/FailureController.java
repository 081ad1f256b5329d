package io.perfstarter.sample.failure;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * Pages that fail.
 */
@Controller
class FailureController {

	@GetMapping("/failures/error")
	String error() {
		throw new IllegalStateException("This page fails on purpose");
	}

	@GetMapping("/failures/missing")
	String missing() {
		throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This page is missing on purpose");
	}

}
