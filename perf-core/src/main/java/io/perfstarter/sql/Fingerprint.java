package io.perfstarter.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Short stable ids of statements: the same scope and text give the same id in every
 * process. Thread-safe.
 */
public final class Fingerprint {

	private static final int ID_BYTES = 6;

	private Fingerprint() {
	}

	/**
	 * Return the id of a statement: the first 12 hexadecimal characters of the SHA-256 of
	 * scope, line feed and text in UTF-8.
	 * @param scope what the text is unique within, such as a data source's name
	 * @param text the normalised text
	 * @return 12 lower-case hexadecimal characters
	 */
	public static String id(String scope, String text) {
		MessageDigest digest = sha256();
		digest.update(scope.getBytes(StandardCharsets.UTF_8));
		digest.update((byte) '\n');
		byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(hash, 0, ID_BYTES);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
