package io.perfstarter.sample.product;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.perfstarter.sample.Delay;

/**
 * A label to print, whose barcode is made when it is asked for.
 *
 * @param sku the number that the barcode stands for
 * @param name what is printed under it
 */
record ProductLabel(String sku, String name) {

	private static final Duration DRAWING = Duration.ofMillis(8);

	private static final int BITS = 7;

	/**
	 * Draw the barcode. It takes its time, like the helpers that hide behind innocent
	 * expressions in real templates.
	 * @return for each stripe whether it is a bar
	 */
	public List<Boolean> getBarcode() {
		Delay.of(DRAWING);
		return this.sku.chars().boxed().flatMap((letter) -> bits(letter).stream()).toList();
	}

	private static List<Boolean> bits(int letter) {
		return IntStream.range(0, BITS).mapToObj((bit) -> (letter >> bit & 1) == 1).toList();
	}

}
