package io.perfstarter.sample.failure;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A failure that the application itself turns into an answer, so that nothing around it
 * sees the exception.
 */
@RestController
class FailureApi {

	@GetMapping("/api/failures/error")
	String error() {
		throw new IllegalStateException("This call fails on purpose");
	}

	@ExceptionHandler(IllegalStateException.class)
	ProblemDetail handle(IllegalStateException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, ex.getMessage());
	}

}
