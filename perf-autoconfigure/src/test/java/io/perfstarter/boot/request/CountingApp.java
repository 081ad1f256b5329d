package io.perfstarter.boot.request;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * All the ways in which a request can be answered.
 */
@Configuration(proxyBeanMethods = false)
@Import(CountingApp.Answers.class)
class CountingApp implements WebMvcConfigurer {

	/** Lets the task go on that is too late. */
	static final Semaphore TOO_LATE = new Semaphore(0);

	/** Lets a stream go on whose client is gone. */
	static final Semaphore GONE = new Semaphore(0);

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addRedirectViewController("/old", "/sync/1");
		registry.addStatusController("/gone", HttpStatus.GONE);
	}

	@Bean
	RouterFunction<ServerResponse> functional() {
		return RouterFunctions.route()
			.GET("/functional/{id}", (request) -> ServerResponse.ok().body("hello"))
			.GET("/functional-error", (request) -> {
				throw new IllegalStateException("functional");
			})
			.build();
	}

	@Bean
	FilterRegistrationBean<Filter> throwingFilter() {
		Filter filter = (request, response, chain) -> {
			if (((HttpServletRequest) request).getRequestURI().equals("/filter-throws")) {
				throw new ServletException("filter");
			}
			chain.doFilter(request, response);
		};
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	/** The error page runs a query. */
	@Bean
	ErrorAttributes errorAttributes(JdbcTemplate jdbc) {
		return new DefaultErrorAttributes() {
			@Override
			public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
				jdbc.queryForObject("select 1", Integer.class);
				return super.getErrorAttributes(request, options);
			}
		};
	}

	@Controller
	@ResponseBody
	static class Answers {

		private final JdbcTemplate jdbc;

		Answers(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@GetMapping("/sync/{id}")
		String sync(@PathVariable String id) {
			query(2);
			return "hello " + id;
		}

		private void query(int times) {
			for (int i = 0; i < times; i++) {
				this.jdbc.queryForObject("select 2", Integer.class);
			}
		}

		@GetMapping("/conflict")
		ResponseEntity<String> conflict() {
			return ResponseEntity.status(409).body("conflict");
		}

		@GetMapping("/throws")
		String fail() {
			query(1);
			throw new IllegalStateException("handler");
		}

		@GetMapping("/sends-error")
		void sendsError(HttpServletResponse response) throws IOException {
			response.sendError(410, "gone");
		}

		@GetMapping("/annotated")
		String annotated() {
			throw new Unprocessable();
		}

		@GetMapping("/forward")
		Object forward() {
			return new org.springframework.web.servlet.ModelAndView("forward:/sync/7");
		}

		@GetMapping("/deferred-value")
		DeferredResult<String> deferredValue() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.runAsync(() -> result.setResult("later"));
			return result;
		}

		@GetMapping("/deferred-error")
		DeferredResult<String> deferredError() {
			DeferredResult<String> result = new DeferredResult<>();
			CompletableFuture.runAsync(() -> result.setErrorResult(new IllegalStateException("later")));
			return result;
		}

		@GetMapping("/deferred-timeout")
		DeferredResult<String> deferredTimeout() {
			return new DeferredResult<>(50L);
		}

		@GetMapping("/callable-value")
		Callable<String> callableValue() {
			query(1);
			return () -> {
				query(1);
				return "called";
			};
		}

		@GetMapping("/callable-error")
		Callable<String> callableError() {
			return () -> {
				throw new IllegalStateException("called");
			};
		}

		@GetMapping("/callable-timeout")
		WebAsyncTask<String> callableTimeout() {
			return new WebAsyncTask<>(50, () -> {
				TOO_LATE.acquireUninterruptibly();
				return "too late";
			});
		}

		@GetMapping("/streaming")
		StreamingResponseBody streaming() {
			return (out) -> {
				for (int i = 0; i < 3; i++) {
					out.write(("part " + i + "\n").getBytes());
					out.flush();
				}
			};
		}

		@GetMapping("/streaming-error")
		StreamingResponseBody streamingError() {
			return (out) -> {
				throw new IllegalStateException("streaming");
			};
		}

		@GetMapping("/sse")
		SseEmitter sse() {
			SseEmitter emitter = new SseEmitter();
			CompletableFuture.runAsync(() -> {
				try {
					emitter.send("one");
					emitter.send("two");
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/sse-endless")
		SseEmitter endless() {
			SseEmitter emitter = new SseEmitter(0L);
			CompletableFuture.runAsync(() -> {
				try {
					emitter.send("first");
					GONE.acquireUninterruptibly();
					while (true) {
						emitter.send("again");
					}
				}
				catch (IOException | IllegalStateException ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		@GetMapping("/raw-complete")
		void rawComplete(HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			async.start(() -> {
				try {
					async.getResponse().getWriter().write("raw");
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
				async.complete();
			});
		}

		@GetMapping("/raw-dispatch")
		void rawDispatch(HttpServletRequest request) {
			AsyncContext async = request.startAsync();
			async.start(() -> async.dispatch("/sync/9"));
		}

		@GetMapping("/raw-timeout")
		void rawTimeout(HttpServletRequest request) {
			request.startAsync().setTimeout(50);
		}

		@GetMapping("/endless")
		void writesOn(HttpServletResponse response) throws IOException {
			OutputStream out = response.getOutputStream();
			byte[] block = new byte[8192];
			while (true) {
				out.write(block);
			}
		}

	}

	@ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
	static class Unprocessable extends RuntimeException {

	}

}
