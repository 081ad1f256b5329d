package io.perfstarter.analysis;

import java.util.regex.Pattern;

/**
 * What the normalised text of a statement says about how it may be repeated. Literals are
 * question marks in it, so keywords cannot stand in one.
 *
 * @param limited whether the number of its rows is bounded by the statement itself
 * @param paged whether it reads a page: bounded, and from a place that is moved on
 * @param lookup whether it looks rows up by a value
 * @param ranged whether it compares with more or less than a value
 * @param listed whether it looks rows up by several values at once
 * @param different whether it may answer differently each time, or takes locks
 */
record SqlShape(boolean limited, boolean paged, boolean lookup, boolean ranged, boolean listed, boolean different) {

	private static final String VALUE = "(?:\\?\\d*|:\\w+|\\$\\d+)";

	private static final Pattern LIMIT = pattern("\\blimit\\b|\\bfetch\\s+(?:first|next)\\b|\\btop\\s*\\(?\\s*" + VALUE
			+ "|\\brownum\\s*<|\\brow_number\\s*\\(");

	private static final Pattern OFFSET = pattern(
			"\\boffset\\s+" + VALUE + "|\\blimit\\s+" + VALUE + "\\s*,\\s*" + VALUE);

	private static final Pattern LOOKUP = pattern(
			"(?<![<>!])=\\s*" + VALUE + "|" + VALUE + "\\s*=|\\blike\\s+" + VALUE);

	private static final Pattern RANGE = pattern("(?:<|>|<=|>=)\\s*" + VALUE + "|\\bbetween\\s+" + VALUE);

	private static final Pattern LIST = pattern(
			"\\bin\\s*\\(\\(?\\s*" + VALUE + "|\\bany\\s*\\(|\\barray_contains\\s*\\(|\\bunnest\\s*\\(");

	private static final Pattern DIFFERENT = pattern("\\bnext\\s+value\\s+for\\b|\\bnextval\\b|\\bcurrval\\b"
			+ "|\\blastval\\b|\\blast_insert_id\\b|\\bidentity\\s*\\(|\\bfor\\s+(?:no\\s+key\\s+)?(?:update|share)\\b"
			+ "|\\brand(?:om)?\\s*\\(|\\buuid\\s*\\(|\\bskip\\s+locked\\b|\\bpg_try_advisory|\\bpg_advisory|\\bget_lock\\s*\\(");

	static SqlShape of(String sql) {
		boolean limited = LIMIT.matcher(sql).find();
		boolean offset = OFFSET.matcher(sql).find();
		boolean ranged = RANGE.matcher(sql).find();
		return new SqlShape(limited, offset || (limited && ranged), LOOKUP.matcher(sql).find(), ranged,
				LIST.matcher(sql).find(), DIFFERENT.matcher(sql).find());
	}

	private static Pattern pattern(String regex) {
		return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
	}

}
