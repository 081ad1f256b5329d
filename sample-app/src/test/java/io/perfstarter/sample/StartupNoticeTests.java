package io.perfstarter.sample;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class StartupNoticeTests {

	@Test
	void saysWhereToLook(CapturedOutput output) {
		OwnAddress address = new OwnAddress(new MockEnvironment().withProperty("local.server.port", "4711"));
		new StartupNotice(address, new SampleProperties(true, Duration.ofMillis(250), 1, 1, 1)).ready();
		assertThat(output).contains("It visits itself", "http://localhost:4711/\n",
				"http://localhost:4711/actuator/performance/metrics?minutes=5",
				"http://localhost:4711/actuator/performance/summary",
				"http://localhost:4711/actuator/performance/operations",
				"http://localhost:4711/actuator/performance/statements", "http://localhost:4711/actuator/prometheus");
	}

}
