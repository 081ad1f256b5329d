package io.perfstarter.series;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link BitWriter} and {@link BitReader}.
 */
class BitCodecTests {

	private final Random random = Seeds.random(BitCodecTests.class);

	@Test
	void readsWhatWasWritten() {
		BitWriter out = new BitWriter();
		for (int round = 0; round < 2_000; round++) {
			long[] numbers = numbers(1 + this.random.nextInt(200));
			boolean[] small = new boolean[numbers.length];
			for (int i = 0; i < numbers.length; i++) {
				small[i] = this.random.nextBoolean() && numbers[i] < Long.MAX_VALUE >>> 1;
				write(out, numbers[i], small[i]);
			}
			BitReader in = new BitReader(out.finish());
			for (int i = 0; i < numbers.length; i++) {
				assertThat(small[i] ? in.small() : in.large()).as("round %d, number %d", round, i)
					.isEqualTo(numbers[i]);
			}
		}
	}

	@Test
	void readsEveryPowerOfTwo() {
		BitWriter out = new BitWriter();
		for (int bit = 0; bit < 63; bit++) {
			out.large((1L << bit) - 1);
			out.large(1L << bit);
			out.small((1L << Math.min(bit, 61)) - 1);
		}
		out.large(Long.MAX_VALUE);
		BitReader in = new BitReader(out.finish());
		for (int bit = 0; bit < 63; bit++) {
			assertThat(in.large()).isEqualTo((1L << bit) - 1);
			assertThat(in.large()).isEqualTo(1L << bit);
			assertThat(in.small()).isEqualTo((1L << Math.min(bit, 61)) - 1);
		}
		assertThat(in.large()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void zeroTakesOneBit() {
		BitWriter out = new BitWriter();
		for (int i = 0; i < 80; i++) {
			out.small(0);
		}
		assertThat(out.finish()).hasSize(10);
	}

	@Test
	void failsAtTheEnd() {
		BitWriter out = new BitWriter();
		out.large(123_456_789_012L);
		BitReader in = new BitReader(Arrays.copyOf(out.finish(), 3));
		assertThatIllegalStateException().isThrownBy(in::large);
	}

	private static void write(BitWriter out, long number, boolean small) {
		if (small) {
			out.small(number);
		}
		else {
			out.large(number);
		}
	}

	/** Numbers of every length alike. */
	private long[] numbers(int count) {
		long[] numbers = new long[count];
		for (int i = 0; i < count; i++) {
			numbers[i] = (this.random.nextLong() >>> 1) >>> this.random.nextInt(63);
		}
		return numbers;
	}

}
