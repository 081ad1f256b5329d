package io.perfstarter.boot.request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.perfstarter.boot.Server;
import io.perfstarter.boot.TestApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application put around the response stays there in later dispatches.
 */
class LaterDispatchTests {

	@ParameterizedTest
	@EnumSource(Server.class)
	void aWrapperOfTheApplicationSeesWhatIsWrittenAfterAsynchronousProcessing(Server server) {
		try (TestApp app = TestApp.on(server, WrappingApp.class).start()) {
			TestApp.Answer answer = app.get("/later");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("WRITTEN LATER");
			assertThat(answer.header("X-Response-Time")).isNotEmpty();
			app.awaitIdle();
			assertThat(app.executions().only().bytes()).isEqualTo(answer.response().body().length);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WrappingApp.Later.class)
	static class WrappingApp {

		/**
		 * Only the first dispatch wraps: asynchronous processing keeps what it was given.
		 */
		@Bean
		FilterRegistrationBean<Loud> loud() {
			FilterRegistrationBean<Loud> registration = new FilterRegistrationBean<>(new Loud());
			registration.setDispatcherTypes(DispatcherType.REQUEST);
			return registration;
		}

		@RestController
		static class Later {

			@GetMapping("/later")
			Callable<String> later() {
				return () -> "written later";
			}

		}

	}

	static class Loud extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			chain.doFilter(request, new LoudResponse(response));
		}

	}

	static class LoudResponse extends HttpServletResponseWrapper {

		LoudResponse(HttpServletResponse response) {
			super(response);
		}

		@Override
		public PrintWriter getWriter() throws IOException {
			return new PrintWriter(getOutputStream(), true, StandardCharsets.UTF_8);
		}

		@Override
		public ServletOutputStream getOutputStream() throws IOException {
			ServletOutputStream out = super.getOutputStream();
			return new ServletOutputStream() {

				@Override
				public void write(int value) throws IOException {
					out.write(Character.toUpperCase((char) value));
				}

				@Override
				public void write(byte[] bytes, int offset, int length) throws IOException {
					ByteArrayOutputStream part = new ByteArrayOutputStream();
					part.write(bytes, offset, length);
					out.write(part.toString(StandardCharsets.US_ASCII)
						.toUpperCase(Locale.ROOT)
						.getBytes(StandardCharsets.US_ASCII));
				}

				@Override
				public void flush() throws IOException {
					out.flush();
				}

				@Override
				public boolean isReady() {
					return out.isReady();
				}

				@Override
				public void setWriteListener(WriteListener listener) {
					out.setWriteListener(listener);
				}

			};
		}

	}

}
