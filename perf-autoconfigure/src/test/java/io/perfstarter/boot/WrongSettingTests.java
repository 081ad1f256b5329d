package io.perfstarter.boot;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A setting that cannot be used stops the start and says which, what it was and what is
 * allowed.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			performance.request.exclude                  | /a/{b      | path pattern
			performance.request.exclude                  | /ok,/**/a/**/b{ | path pattern
			performance.thresholds.slow-request          | 0ms        | above zero
			performance.thresholds.slow-request          | -5s        | above zero
			performance.thresholds.slow-request          | 2d         | at most 1d
			performance.thresholds.very-slow-request     | 500ms      | at least performance.thresholds.slow-request
			performance.thresholds.very-slow-request     | 0s         | above zero
			performance.thresholds.slow-query            | 0          | above zero
			performance.thresholds.slow-query            | fast       | duration
			performance.thresholds.slow-request          | 5 apples   | duration
			performance.log.file                         | a%b.log    | without the characters
			performance.log.max-file-size                | 10B        | at least 1KB
			performance.log.max-file-size                | big        | DataSize
			performance.log.max-history                  | 0          | 1 to 1000
			performance.log.max-history                  | 1001       | 1 to 1000
			performance.log.max-history                  | many       | int
			performance.resource.redis.timeout           | 0ms        | above zero
			performance.resource.redis.timeout           | 11s        | at most 10s
			performance.log.queue-size                   | 0          | 1 to 1000000
			performance.log.queue-size                   | 1000001    | 1 to 1000000
			""")
	void stopsTheStart(String key, String value, String remedy, CapturedOutput output) {
		TestApp.Builder builder = TestApp.on(Server.TOMCAT);
		if (!key.equals("performance.log.file")) {
			builder.with("performance.log.file=target/wrong.log");
		}
		assertThatThrownBy(() -> builder.with(key + "=" + value).start().close()).isNotNull();
		String value1 = value.contains(",") ? value.substring(value.indexOf(',') + 1) : value;
		String text = output.getAll();
		assertThat(text).contains("APPLICATION FAILED TO START", "Description:", "Action:");
		String analysis = text.substring(text.indexOf("APPLICATION FAILED TO START"));
		assertThat(analysis).containsIgnoringCase(remedy);
		assertThat(analysis.replace("-", "").toLowerCase()).contains(key.replace("-", ""));
		if (value1.matches("\\D.*|.*[a-zA-Z ].*") && !value1.matches("\\d+(ms|s|d)|-5s")) {
			assertThat(analysis).contains(value1);
		}
	}

}
