package io.perfstarter.analysis;

import java.time.Duration;
import java.util.List;

import io.perfstarter.series.TestBed;
import io.perfstarter.trace.CallSite;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.Expectation;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * How what was seen adds up, ages and is suppressed.
 */
class FindingsTests {

	private static final long MILLISECOND = 1_000_000;

	private static final Operation ORDERS = TestBed.http("GET /orders");

	private static final Statement SETTING = TestBed.statement("select v from setting where k = ?");

	private static final Statement OTHER = TestBed.statement("select w from other where k = ?");

	private static final CallSite HERE = new CallSite("a.Settings", "load", 7);

	private static final CallSite THERE = new CallSite("a.Settings", "other", 9);

	private final TestBed bed = new TestBed();

	private final Findings findings = findings(List.of());

	private Findings findings(List<Suppression> suppressions) {
		return new Findings(this.bed.suspects(), new Analyzer(), this.bed.store(), suppressions, this.bed.clock());
	}

	/** Reads the same so many times, a millisecond each. */
	private void read(Operation operation, Statement statement, int times, CallSite site) {
		this.bed.run(operation, 100 * MILLISECOND, (execution) -> read(execution, statement, times, site));
	}

	private static void read(Execution execution, Statement statement, int times, CallSite site) {
		Track track = execution.track();
		for (int i = 0; i < times; i++) {
			int event = TestBed.query(execution, statement, MILLISECOND);
			if (site != null) {
				track.callSite(event, statement, site);
			}
		}
	}

	/** Reads from two places; returns how often it was asked which one it is. */
	private int readFromTwoPlaces(int timesEach) {
		int[] asked = new int[1];
		this.bed.run(ORDERS, 100 * MILLISECOND, (execution) -> {
			Track track = execution.track();
			for (int i = 0; i < 2 * timesEach; i++) {
				int event = TestBed.query(execution, SETTING, MILLISECOND);
				if (track.isCallSiteWanted()) {
					asked[0]++;
					track.callSite(event, SETTING, (i < timesEach) ? HERE : THERE);
				}
			}
		});
		return asked[0];
	}

	private FindingFigures only() {
		FindingsReport report = this.findings.report(null, null);
		assertThat(report.findings()).hasSize(1);
		return report.findings().get(0);
	}

	@Test
	void addsUpExecutions() {
		this.bed.clock().advance(Duration.ofMinutes(30));
		for (int repeats : new int[] { 5, 6, 6, 21 }) {
			read(ORDERS, SETTING, repeats, HERE);
			this.bed.clock().advance(Duration.ofSeconds(1));
		}
		FindingFigures finding = only();
		assertThat(finding.type()).isEqualTo(FindingType.CACHEABLE_READ);
		assertThat(finding.executions()).isEqualTo(4);
		assertThat(finding.evidence().repeatsTypical()).isEqualTo(6);
		assertThat(finding.evidence().repeatsMax()).isEqualTo(21);
		assertThat(finding.evidence().lostMsPerExecution()).isEqualTo(8.5);
		assertThat(finding.savesMsPerHour()).as("34 ms in half an hour").isCloseTo(68, within(1.0));
		assertThat(Duration.between(finding.firstSeen(), finding.lastSeen())).isEqualTo(Duration.ofSeconds(3));
		assertThat(finding.callSite()).isEqualTo("a.Settings.load:7");
	}

	@Test
	void idIsTheSameEverywhere() {
		read(ORDERS, SETTING, 5, HERE);
		String id = only().id();
		TestBed other = new TestBed();
		Findings others = new Findings(other.suspects(), new Analyzer(), other.store(), List.of(), other.clock());
		other.run(ORDERS, MILLISECOND, (execution) -> read(execution, SETTING, 9, HERE));
		assertThat(others.report(null, null).findings()).extracting(FindingFigures::id).containsExactly(id);
	}

	@Test
	void executionsOfUnknownPlaceBelongToTheKnown() {
		read(ORDERS, SETTING, 5, HERE);
		only();
		read(ORDERS, SETTING, 5, null);
		assertThat(only().executions()).isEqualTo(2);
	}

	@Test
	void ofTwoPlacesBothAreTold() {
		int asked = 0;
		for (int i = 0; i < 2000; i++) {
			int times = readFromTwoPlaces(10);
			asked += (i < 1000) ? 0 : times;
			this.findings.run();
		}
		assertThat(asked).as("of 20,000 runs").isBetween(1, 1500);
		List<FindingFigures> found = this.findings.report(null, null).findings();
		assertThat(found).extracting(FindingFigures::callSite)
			.containsExactlyInAnyOrder("a.Settings.load:7", "a.Settings.other:9");
		assertThat(found).allSatisfy((finding) -> {
			assertThat(finding.executions()).isBetween(1950L, 2050L);
			assertThat(finding.evidence().repeatsTypical()).isEqualTo(10);
			assertThat(finding.evidence().lostMsPerExecution()).isCloseTo(9, within(0.2));
		});
	}

	@Test
	void ofTwoPlacesThatRepeatTooLittleNoneIsTold() {
		int asked = 0;
		for (int i = 0; i < 2000; i++) {
			int times = readFromTwoPlaces(3);
			asked += (i < 1000) ? 0 : times;
			this.findings.run();
		}
		assertThat(asked).as("of 6,000 runs").isBetween(1, 450);
		assertThat(this.findings.report(null, null).findings()).isEmpty();
	}

	@Test
	void oneBusyOperationHidesNoOther() {
		Operation rare = TestBed.http("GET /rare");
		for (int i = 0; i < 10_000; i++) {
			read(ORDERS, SETTING, 30, HERE);
		}
		read(rare, OTHER, 5, HERE);
		assertThat(this.bed.suspects().dropped()).isPositive();
		this.findings.run();
		read(ORDERS, SETTING, 30, HERE);
		List<FindingFigures> found = this.findings.report(null, null).findings();
		assertThat(found).extracting((finding) -> finding.operation().name() + " " + finding.executions())
			.containsExactlyInAnyOrder("GET /orders 10001", "GET /rare 1");
	}

	@Test
	void lostTimeOfTheLastHourCounts() {
		read(ORDERS, SETTING, 11, HERE);
		this.bed.clock().advance(Duration.ofMinutes(59));
		assertThat(only().savesMsPerHour()).isCloseTo(10, within(0.5));
		this.bed.clock().advance(Duration.ofMinutes(2));
		assertThat(only().savesMsPerHour()).isZero();
	}

	@Test
	void whatIsNotSeenForTwoDaysGoes() {
		read(ORDERS, SETTING, 5, HERE);
		this.findings.run();
		this.bed.clock().advance(Duration.ofHours(47));
		only();
		this.bed.clock().advance(Duration.ofHours(2));
		assertThat(this.findings.report(null, null).findings()).isEmpty();
	}

	@Test
	void isBoundedAndDropsTheOldest() {
		for (int i = 0; i < Findings.MAX + 20; i++) {
			read(TestBed.http("GET /" + i / 2), (i % 2 == 0) ? SETTING : OTHER, 5, HERE);
			this.bed.clock().advance(Duration.ofSeconds(1));
			this.findings.run();
		}
		FindingsReport report = this.findings.report(null, null);
		assertThat(report.total()).isEqualTo(Findings.MAX);
		assertThat(report.findings()).extracting((finding) -> finding.operation().name())
			.contains("GET /10", "GET /259")
			.doesNotContain("GET /0", "GET /9");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "GET /orders, -, -, -, true", "GET /order, -, -, -, false", "-, -, a.Settings, -, true",
					"-, -, a.Settings.load, -, true", "-, -, a.Settings.load:7, -, true", "-, -, a.Setting, -, false",
					"GET /orders, -, -, N_PLUS_ONE, false", "GET /orders, -, -, CACHEABLE_READ, true",
					"-, 000000000000, -, -, false" })
	void suppressionMatchesAllThatIsGiven(String operation, String statement, String site, FindingType type,
			boolean suppressed) {
		Findings findings = findings(List.of(new Suppression(operation, statement, site, type)));
		read(ORDERS, SETTING, 5, HERE);
		FindingsReport report = findings.report(null, null);
		assertThat(report.suppressed()).isEqualTo(suppressed ? 1 : 0);
		assertThat(report.findings()).hasSize(suppressed ? 0 : 1);
	}

	@Test
	void statementIsSuppressedById() {
		Findings findings = findings(List.of(new Suppression(null, SETTING.id(), null, null)));
		read(ORDERS, SETTING, 5, HERE);
		assertThat(findings.report(null, null).suppressed()).isEqualTo(1);
	}

	@Test
	void expectedQueriesAreCountedNotShown() {
		this.bed.run(ORDERS, MILLISECOND, (execution) -> {
			execution.expectation(new Expectation(6, ""));
			read(execution, SETTING, 6, HERE);
		});
		FindingsReport report = this.findings.report(null, null);
		assertThat(report.findings()).isEmpty();
		assertThat(report.suppressed()).isEqualTo(1);
		this.bed.run(ORDERS, MILLISECOND, (execution) -> {
			execution.expectation(new Expectation(6, ""));
			read(execution, SETTING, 7, HERE);
		});
		assertThat(only().executions()).as("more than expected").isEqualTo(1);
	}

	@Test
	void whatHappensNowAndThenIsNotToldOfConnections() {
		for (int i = 0; i < 20; i++) {
			boolean idle = i % 5 == 0;
			this.bed.run(ORDERS, MILLISECOND, (execution) -> {
				if (idle) {
					execution.track().idle(true, execution.startNanos(), 200 * MILLISECOND, true);
				}
			});
		}
		assertThat(this.findings.report(null, null).findings()).isEmpty();
		for (int i = 0; i < 20; i++) {
			this.bed.run(ORDERS, MILLISECOND,
					(execution) -> execution.track().idle(true, execution.startNanos(), 200 * MILLISECOND, true));
		}
		assertThat(only().type()).isEqualTo(FindingType.IDLE_CONNECTION);
	}

	@Test
	void listsByTypeAndOperation() {
		read(ORDERS, SETTING, 5, HERE);
		read(TestBed.http("GET /other"), SETTING, 50, HERE);
		assertThat(this.findings.report(FindingType.N_PLUS_ONE, null).findings()).isEmpty();
		assertThat(this.findings.report(null, "GET /orders").findings()).extracting(FindingFigures::priority)
			.containsExactly(2);
		assertThat(this.findings.report(null, ORDERS.id()).total()).isEqualTo(1);
		assertThat(this.findings.report(null, null).findings()).extracting((finding) -> finding.operation().name())
			.containsExactly("GET /other", "GET /orders");
	}

	@ParameterizedTest
	@CsvSource({ "LOW, 59999, LOW", "LOW, 60000, MEDIUM", "MEDIUM, 60000, HIGH", "LOW, 600000, HIGH" })
	void severityGrowsWithLostTime(Severity base, double lost, Severity expected) {
		assertThat(base.raised(lost)).isEqualTo(expected);
	}

}
