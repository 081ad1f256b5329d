package io.perfstarter.boot.resource;

import java.io.File;

import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSample;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;

/**
 * Reads how much room there is on the disk of the working directory.
 */
final class DiskSampler implements ResourceSampler {

	/**
	 * The name of the thread that it is read on. A network disk whose server is gone
	 * hangs whoever asks, without end.
	 */
	static final String THREAD = "perf-disk";

	private final File directory;

	DiskSampler(File directory) {
		this.directory = directory.getAbsoluteFile();
	}

	@Override
	public void sample(ResourceStore store) {
		long total = this.directory.getTotalSpace();
		// 0 is said of what is not there
		if (total > 0) {
			store.add(
					new ResourceSample(ResourceKind.DISK).set(ResourceFigure.DISK_FREE, this.directory.getUsableSpace())
						.set(ResourceFigure.DISK_TOTAL, total));
		}
	}

}
