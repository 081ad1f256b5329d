package io.perfstarter.boot.request;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import io.perfstarter.boot.MovableClock;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Handlers that take 5 ms before their response is committed and 100 ms afterwards, on a
 * clock that nothing else moves.
 */
@Configuration(proxyBeanMethods = false)
@Import(HeaderApp.Answers.class)
class HeaderApp {

	static final MovableClock CLOCK = new MovableClock();

	@Bean
	MovableClock clock() {
		return CLOCK;
	}

	@Bean
	Work work() {
		return new Work();
	}

	/** What the template calls. */
	public static class Work {

		/**
		 * Takes 30 ms.
		 * @return a text
		 */
		public String render() {
			CLOCK.advance(30);
			return "rendered";
		}

	}

	@Controller
	static class Answers {

		private final JdbcTemplate jdbc;

		Answers(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@GetMapping("/small")
		@ResponseBody
		String small() {
			CLOCK.advance(5);
			return "small";
		}

		@GetMapping("/flushed")
		void flushed(HttpServletResponse response) throws IOException {
			response.setContentType("text/plain");
			CLOCK.advance(5);
			response.getOutputStream().write("head".getBytes(StandardCharsets.UTF_8));
			response.getOutputStream().flush();
			CLOCK.advance(100);
			response.getOutputStream().write("tail".getBytes(StandardCharsets.UTF_8));
		}

		@GetMapping("/flush-buffer")
		void flushBuffer(HttpServletResponse response) throws IOException {
			CLOCK.advance(5);
			response.flushBuffer();
			CLOCK.advance(100);
		}

		@GetMapping("/big-stream")
		void bigStream(HttpServletResponse response) throws IOException {
			response.setContentType("application/octet-stream");
			OutputStream out = response.getOutputStream();
			CLOCK.advance(5);
			byte[] block = new byte[1000];
			for (int i = 0; i < 200; i++) {
				out.write(block);
			}
			CLOCK.advance(100);
			out.write(1);
		}

		@GetMapping("/big-writer")
		void bigWriter(HttpServletResponse response) throws IOException {
			response.setContentType("text/plain;charset=UTF-8");
			PrintWriter out = response.getWriter();
			CLOCK.advance(5);
			for (int i = 0; i < 20_000; i++) {
				out.print("Größe € 😀 ");
			}
			CLOCK.advance(100);
			out.println("end");
		}

		@GetMapping("/streamed")
		StreamingResponseBody streamed(HttpServletResponse response) {
			return (out) -> {
				CLOCK.advance(5);
				out.write("one".getBytes(StandardCharsets.UTF_8));
				response.flushBuffer();
				CLOCK.advance(100);
				out.write("two".getBytes(StandardCharsets.UTF_8));
			};
		}

		@GetMapping("/sse")
		SseEmitter sse() throws IOException {
			SseEmitter emitter = new SseEmitter();
			CLOCK.advance(5);
			emitter.send("one");
			emitter.complete();
			return emitter;
		}

		@GetMapping("/redirect")
		String redirect() {
			CLOCK.advance(5);
			return "redirect:/small";
		}

		@GetMapping("/send-redirect")
		void sendRedirect(HttpServletResponse response) throws IOException {
			CLOCK.advance(5);
			response.sendRedirect("/small");
		}

		@GetMapping("/fails")
		@ResponseBody
		String fails() {
			CLOCK.advance(5);
			throw new IllegalStateException("fails");
		}

		@GetMapping("/not-modified")
		ResponseEntity<String> notModified() {
			CLOCK.advance(5);
			return ResponseEntity.ok().eTag("\"1\"").body("same");
		}

		@GetMapping("/queries")
		@ResponseBody
		String queries() {
			this.jdbc.queryForObject("select 1", Integer.class);
			this.jdbc.queryForObject("select 2", Integer.class);
			CLOCK.advance(5);
			return "two";
		}

		@GetMapping("/page")
		String page(Model model) {
			CLOCK.advance(5);
			model.addAttribute("rows", 3);
			return "slow";
		}

		@GetMapping("/big-page")
		String bigPage(Model model) {
			model.addAttribute("rows", 5000);
			return "slow";
		}

		@GetMapping("/broken-page")
		String brokenPage(Model model) {
			CLOCK.advance(5);
			return "slow";
		}

		@GetMapping(path = "/text", produces = MediaType.TEXT_PLAIN_VALUE)
		@ResponseBody
		String text() {
			return "Größe ".repeat(2000);
		}

	}

}
