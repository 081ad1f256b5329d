package io.perfstarter.trace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for the waits that an execution remembers one by one.
 */
class ConnectionsTests {

	private final Connections connections = new Connections();

	private static long weight(Connections connections, int source) {
		long weight = 0;
		for (int i = 0; i < connections.waits(); i++) {
			if (connections.waitSource(i) == source) {
				weight += connections.waitWeight();
			}
		}
		return weight;
	}

	private static double mean(Connections connections) {
		double sum = 0;
		for (int i = 0; i < connections.waits(); i++) {
			sum += connections.waitNanosOf(i);
		}
		return sum / connections.waits();
	}

	@Test
	void fewAreAllThere() {
		for (int i = 1; i <= Connections.MAX_WAITS; i++) {
			this.connections.borrowed(i % 2 * 31, i * 1_000_000_000L);
		}
		assertThat(this.connections.waits()).isEqualTo(Connections.MAX_WAITS);
		assertThat(this.connections.waitWeight()).isEqualTo(1);
		assertThat(this.connections.waitSource(0)).isEqualTo(31);
		assertThat(this.connections.waitNanosOf(0)).isEqualTo(1_000_000_000L);
		assertThat(this.connections.waitSource(127)).isZero();
		assertThat(this.connections.waitNanosOf(127)).isEqualTo(128_000_000_000L);
	}

	@ParameterizedTest
	@ValueSource(ints = { 129, 130, 200, 256, 257, 1000, 4096, 100_000 })
	void manyAreThinnedOutEvenly(int count) {
		for (int i = 1; i <= count; i++) {
			this.connections.borrowed(0, i);
		}
		assertThat(this.connections.waits()).isBetween(Connections.MAX_WAITS / 2, Connections.MAX_WAITS);
		assertThat((double) weight(this.connections, 0)).isCloseTo(count, within(count * 0.02));
		assertThat(mean(this.connections)).isCloseTo(count / 2.0, within(count * 0.02));
		assertThat(this.connections.borrows(0)).isEqualTo(count);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 128, 300, 5000 })
	void thoseOfAnotherThreadAreTakenOver(int theirs) {
		Connections other = new Connections();
		for (int i = 1; i <= theirs; i++) {
			other.borrowed(1, 7);
		}
		for (int i = 1; i <= 1000; i++) {
			this.connections.borrowed(0, 5);
		}
		this.connections.absorb(other);
		assertThat(this.connections.waits()).isLessThanOrEqualTo(Connections.MAX_WAITS);
		assertThat(this.connections.borrows(1)).isEqualTo(theirs);
		long step = this.connections.waitWeight();
		assertThat((double) weight(this.connections, 1)).isCloseTo(theirs, within(2.0 * step));
		assertThat((double) weight(this.connections, 0)).isCloseTo(1000, within(2.0 * step));
		for (int i = 0; i < this.connections.waits(); i++) {
			assertThat(this.connections.waitNanosOf(i)).isEqualTo((this.connections.waitSource(i) == 1) ? 7 : 5);
		}
	}

	@Test
	void clearedItStartsAgain() {
		for (int i = 0; i < 1000; i++) {
			this.connections.borrowed(0, 5);
		}
		this.connections.missed(0);
		this.connections.clear();
		assertThat(this.connections.waits()).isZero();
		assertThat(this.connections.notBorrowed(0)).isZero();
		this.connections.borrowed(2, 9);
		assertThat(this.connections.waits()).isEqualTo(1);
		assertThat(this.connections.waitWeight()).isEqualTo(1);
		assertThat(this.connections.waitNanosOf(0)).isEqualTo(9);
	}

}
