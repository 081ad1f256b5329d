package io.perfstarter.boot.observe;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the names of calls.
 */
class ClientCallsTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", quoteCharacter = '"', textBlock = """
			/users/{id}, /users/{id}
			users/{id}, /users/{id}
			https://api.example.com/users/{id}, /users/{id}
			https://user:secret@api.example.com:8443/users/{id}?key={key}, /users/{id}
			https://api.example.com, ""
			https://{host}/users/{id}, /users/{id}
			{base}/users/{id}, /users/{id}
			{base}, ""
			/search?q={q}#top, /search
			"/search{?q,page}", /search
			/files/{name:[a-z?]+}, /files/{name:[a-z?]+}
			/v1/status, /v1/status
			/users/42, ""
			/users/550e8400-e29b-41d4-a716-446655440000/orders, ""
			/sessions/ab12cd34ef56ab12cd34, ""
			/orders/order-12345/lines, ""
			/reports/2026-11.pdf, ""
			/users/ada@example.com, ""
			/users/ada%40example.com, ""
			/users/{id}/ada@example.com, ""
			"/codes/{code:[0-9]{6}}", "/codes/{code:[0-9]{6}}"
			/oauth2/v1/token, /oauth2/v1/token
			/very-long-segment-without-digits, /very-long-segment-without-digits
			""")
	void pathOfTemplate(String template, String path) {
		assertThat(ClientCalls.path(template)).isEqualTo(path);
	}

}
