package io.perfstarter.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.perfstarter.trace.Branch;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.ManualClock;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * What a window holds: intervals of 10 seconds up to 5 minutes, whole minutes beyond.
 */
class WindowTests {

	private static final long MILLISECOND = 1_000_000;

	private static final Operation OPERATION = TestBed.http("GET /orders");

	private static final Statement STATEMENT = TestBed.statement("select * from orders where id = ?");

	private final Random random = Seeds.random(WindowTests.class);

	private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:37.891Z"));

	private final TestBed bed = new TestBed(this.clock, StoreLimits.DEFAULTS);

	private final List<Instant> runs = new ArrayList<>();

	/** When the housekeeping gets to run. */
	enum Maintenance {

		ON_TIME, LATE, NEVER;

		boolean isDue(int second) {
			return this == ON_TIME || (this == LATE && second % 1000 == 999);
		}

	}

	@ParameterizedTest
	@EnumSource
	void everyWindowIsExact(Maintenance maintenance) {
		for (int second = 0; second < 2 * 3600; second++) {
			this.clock.advance(Duration.ofSeconds(1));
			if (this.random.nextInt(7) == 0) {
				runOnce();
			}
			if (maintenance.isDue(second)) {
				this.bed.store().maintain();
			}
			if (second % 97 == 0) {
				checkAll();
			}
		}
	}

	private void checkAll() {
		for (int minutes = 1; minutes <= 60; minutes++) {
			Window window = this.bed.store().window(minutes);
			Instant from = interval().minus(Duration.ofMinutes(minutes));
			long operations = since((minutes > 5) ? wholeMinute(from) : from);
			assertThat(this.bed.store().operation(window, OPERATION).count())
				.as("executions of %d minutes at %s", minutes, this.clock.instant())
				.isEqualTo(operations);
			assertThat(this.bed.store().statement(window, STATEMENT).count())
				.as("queries of %d minutes at %s", minutes, this.clock.instant())
				.isEqualTo(2 * since(wholeMinute(from)));
		}
	}

	@Test
	void intervalsOfTenSecondsForFiveMinutes() {
		runOnce();
		for (int second = 0; second < 290; second++) {
			this.clock.advance(Duration.ofSeconds(1));
			this.bed.store().maintain();
		}
		assertThat(count(5)).isOne();
		this.clock.advance(Duration.ofSeconds(20));
		this.bed.store().maintain();
		assertThat(count(5)).isZero();
		assertThat(count(6)).isOne();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 6, 30, 60 })
	void nothingIsLeftWhenTheWindowHasPassed(int minutes) {
		runOnce();
		this.clock.advance(Duration.ofMinutes(minutes));
		assertThat(count(minutes)).isOne();
		this.clock.advance(Duration.ofMinutes(2));
		Window window = this.bed.store().window(minutes);
		assertThat(this.bed.store().operations(window)).isEmpty();
		assertThat(this.bed.store().statements(window)).isEmpty();
		assertThat(this.bed.store().databaseTotal(window).queries()).isZero();
		this.bed.store().maintain();
		assertThat(this.bed.store().operations(this.bed.store().window(minutes))).isEmpty();
	}

	@Test
	void whatOutlivedItsExecutionByFarIsListed() {
		Execution execution = this.bed.tracer().start(OPERATION.kind());
		execution.operation(OPERATION);
		this.bed.tracer().end(execution);
		this.clock.advance(Duration.ofMinutes(3));
		Branch branch = this.bed.tracer().branch(execution);
		TestBed.query(this.bed.tracer().current(), this.clock.nanoTime(), STATEMENT, MILLISECOND);
		this.bed.tracer().endBranch(branch);
		Window window = this.bed.store().window(1);
		assertThat(this.bed.store().operations(window)).singleElement().satisfies((late) -> {
			assertThat(late.operation()).isEqualTo(OPERATION);
			assertThat(late.count()).isZero();
			assertThat(late.queries()).isOne().isEqualTo(this.bed.store().databaseTotal(window).queries());
		});
	}

	@Test
	void wallClockJumpsDoNotMatter() {
		for (int minute = 0; minute < 50; minute++) {
			this.clock.advance(Duration.ofMinutes(1));
			runOnce();
			this.clock.jump(Duration.ofHours(this.random.nextInt(49) - 24));
			this.bed.store().maintain();
			assertThat(count(60)).isEqualTo(minute + 1);
			assertThat(count(1)).isBetween(1L, 2L);
			assertThat(this.bed.store().window(1).to()).isEqualTo(this.clock.instant());
		}
	}

	@Test
	void secondsAfterStartAreThoseMeasured() {
		assertThat(this.bed.store().window(5).seconds()).isEqualTo(0.001);
		this.clock.advance(Duration.ofSeconds(17));
		assertThat(this.bed.store().window(5).seconds()).isEqualTo(17);
		this.clock.advance(Duration.ofSeconds(43));
		assertThat(this.bed.store().window(60).seconds()).isEqualTo(60);
		this.clock.advance(Duration.ofHours(3));
		assertThat(this.bed.store().window(1).seconds()).isBetween(60.0, 70.0);
		assertThat(this.bed.store().window(60).seconds()).isBetween(3600.0, 3670.0);
	}

	@Test
	void secondsMatchWhatIsCounted() {
		for (int i = 0; i < 700; i++) {
			this.clock.advance(Duration.ofSeconds(10));
			this.bed.store().maintain();
			runOnce();
			for (int minutes = 1; i > 400 && minutes <= 60; minutes++) {
				Window window = this.bed.store().window(minutes);
				assertThat(this.bed.store().operation(window, OPERATION).count() * 10.0).as("%d minutes", minutes)
					.isCloseTo(window.seconds(), within(10.0));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 61, Integer.MAX_VALUE })
	void refusesOtherMinutes(int minutes) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.bed.store().window(minutes))
			.withMessage("minutes must be from 1 to 60, not " + minutes);
	}

	@Test
	void anIdleSeriesKeepsNothing() {
		runOnce();
		for (int i = 0; i < 70 * 6; i++) {
			this.clock.advance(Duration.ofSeconds(10));
			this.bed.store().maintain();
		}
		OperationSeries series = this.bed.store().operation(OPERATION);
		synchronized (series) {
			assertThat(series.isEmpty()).isTrue();
		}
	}

	private void runOnce() {
		this.bed.run(OPERATION, MILLISECOND, (execution) -> {
			TestBed.query(execution, STATEMENT, MILLISECOND);
			TestBed.query(execution, STATEMENT, MILLISECOND);
		});
		this.runs.add(this.clock.instant());
	}

	private long count(int minutes) {
		return this.bed.store().operation(this.bed.store().window(minutes), OPERATION).count();
	}

	/** Returns the start of the running interval. */
	private Instant interval() {
		long millis = this.clock.millis();
		return Instant.ofEpochMilli(millis - millis % 10_000);
	}

	private static Instant wholeMinute(Instant instant) {
		return instant.minusMillis(Math.floorMod(instant.toEpochMilli(), 60_000));
	}

	private long since(Instant from) {
		return this.runs.stream().filter((run) -> !run.isBefore(from)).count();
	}

}
