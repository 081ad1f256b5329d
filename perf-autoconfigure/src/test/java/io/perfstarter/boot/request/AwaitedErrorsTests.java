package io.perfstarter.boot.request;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.perfstarter.series.Recorder;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StoreLimits;
import io.perfstarter.series.TimeGrid;
import io.perfstarter.boot.MovableClock;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where no error page comes, the execution ends all the same: as of the error.
 */
class AwaitedErrorsTests {

	private final MovableClock clock = new MovableClock();

	private final Guard guard = new Guard();

	private final SeriesStore store = new SeriesStore(new TimeGrid(this.clock, InstantSource.system()),
			StoreLimits.DEFAULTS);

	private final Tracer tracer = new Tracer(this.clock, new Recorder(this.store, this.guard, List.of()));

	private final AwaitedErrors errors = new AwaitedErrors(this.tracer);

	@Test
	void endsAsOfTheErrorAfterTenSeconds() {
		Execution execution = this.tracer.start(OperationKind.HTTP);
		MeasuredResponse response = new MeasuredResponse(new MockHttpServletResponse(), execution,
				new RequestSettings(this.tracer, this.clock, this.guard, false, false));
		this.clock.advance(30);
		this.tracer.detach(execution);
		this.errors.add(response, 500);
		this.clock.advance(9_999);
		this.errors.run();
		assertThat(this.tracer.active()).isOne();
		this.clock.advance(1);
		this.errors.run();
		assertThat(this.tracer.active()).isZero();
		assertThat(Duration.ofNanos(execution.durationNanos())).hasMillis(30);
		assertThat(execution.status()).isEqualTo(500);
	}

	@Test
	void whoeverTakesItFirstEndsIt() {
		Execution execution = this.tracer.start(OperationKind.HTTP);
		MeasuredResponse response = new MeasuredResponse(new MockHttpServletResponse(), execution,
				new RequestSettings(this.tracer, this.clock, this.guard, false, false));
		this.errors.add(response, 404);
		assertThat(this.errors.take(response)).isTrue();
		assertThat(this.errors.take(response)).isFalse();
		this.clock.advance(20_000);
		this.errors.run();
		assertThat(execution.isEnded()).isFalse();
	}

}
