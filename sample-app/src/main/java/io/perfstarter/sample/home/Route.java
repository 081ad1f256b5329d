package io.perfstarter.sample.home;

import java.util.function.IntUnaryOperator;

import io.perfstarter.sample.SampleProperties;

import org.springframework.http.HttpMethod;

/**
 * A route of the shop.
 *
 * @param method how it is called
 * @param path its path and query, with placeholders like {@code {productId}}
 * @param verdict what it is an example of
 * @param queries how many statements one call runs, in words
 * @param sentence what is good or bad about it
 * @param share how often it is called in one round of traffic
 */
public record Route(HttpMethod method, String path, Verdict verdict, String queries, String sentence, int share) {

	static Route good(String path, String queries, String sentence) {
		return new Route(HttpMethod.GET, path, Verdict.GOOD, queries, sentence, 2);
	}

	static Route bad(String path, String queries, String sentence) {
		return new Route(HttpMethod.GET, path, Verdict.BAD, queries, sentence, 1);
	}

	static Route neutral(String path, String queries, String sentence) {
		return neutral(HttpMethod.GET, path, queries, sentence);
	}

	static Route neutral(HttpMethod method, String path, String queries, String sentence) {
		return new Route(method, path, Verdict.NEUTRAL, queries, sentence, 1);
	}

	Route withShare(int share) {
		return new Route(this.method, this.path, this.verdict, this.queries, this.sentence, share);
	}

	/**
	 * Whether a browser can simply follow it.
	 * @return whether it is read with GET
	 */
	public boolean isLink() {
		return HttpMethod.GET.equals(this.method);
	}

	/**
	 * Return the path with all placeholders filled.
	 * @param sizes how many of each thing there are
	 * @param pick chooses a number from 1 to the one that it is given
	 * @return a path that can be requested
	 */
	public String fill(SampleProperties sizes, IntUnaryOperator pick) {
		return this.path.replace("{customerId}", number(pick, sizes.customers()))
			.replace("{productId}", number(pick, sizes.products()))
			.replace("{orderId}", number(pick, sizes.orders()))
			.replace("{reference}", "R-%06d".formatted(pick.applyAsInt(sizes.orders())))
			.replace("{page}", number(pick, 10))
			.replace("{cents}", number(pick, 20_000));
	}

	private static String number(IntUnaryOperator pick, int bound) {
		return String.valueOf(pick.applyAsInt(bound));
	}

}
