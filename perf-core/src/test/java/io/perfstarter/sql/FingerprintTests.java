package io.perfstarter.sql;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Fingerprint}.
 */
class FingerprintTests {

	@Test
	void idIsTheStartOfSha256() {
		// printf 'main\nselect ?' | sha256sum
		assertThat(Fingerprint.id("main", "select ?")).isEqualTo("60e5ff8c925c");
	}

	@Test
	void scopeAndTextAreKeptApart() {
		assertThat(Fingerprint.id("a", "b")).isNotEqualTo(Fingerprint.id("b", "a"))
			.isNotEqualTo(Fingerprint.id("ab", ""))
			.isNotEqualTo(Fingerprint.id("", "ab"));
	}

	@Test
	void anyTextHasAnId() {
		assertThat(Fingerprint.id("", "")).matches("[0-9a-f]{12}");
		assertThat(Fingerprint.id("ü", "\uD83D")).matches("[0-9a-f]{12}");
	}

}
