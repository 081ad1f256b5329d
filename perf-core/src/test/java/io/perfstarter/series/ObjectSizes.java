package io.perfstarter.series;

/**
 * Makes JOL compute sizes by itself: its agents log stack traces, and some JDKs refuse
 * them.
 */
final class ObjectSizes {

	private ObjectSizes() {
	}

	/** Call before JOL's first use. */
	static void withoutAgents() {
		System.setProperty("jol.skipHotspotSAAttach", "true");
		System.setProperty("jol.skipInstallAttach", "true");
		System.setProperty("jol.skipDynamicAttach", "true");
		System.setProperty("jol.magicFieldOffset", "true");
	}

}
