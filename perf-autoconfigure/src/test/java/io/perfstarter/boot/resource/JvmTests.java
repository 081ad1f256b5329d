package io.perfstarter.boot.resource;

import java.io.File;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javax.management.ObjectName;

import io.perfstarter.boot.MovableClock;
import io.perfstarter.series.ResourceFigure;
import io.perfstarter.series.ResourceKind;
import io.perfstarter.series.ResourceSampler;
import io.perfstarter.series.ResourceStore;
import io.perfstarter.series.ResourceWindow;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.series.StoreLimits;
import io.perfstarter.series.TimeGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What the JVM tells of itself.
 */
class JvmTests {

	private final MovableClock clock = new MovableClock();

	private final TimeGrid grid = new TimeGrid(this.clock, java.time.InstantSource.system());

	private final ResourceStore store = new ResourceStore(this.grid);

	private ResourceWindow read(ResourceKind kind, ResourceSampler sampler) {
		sampler.sample(this.store);
		return this.store.resources(kind, new SeriesStore(this.grid, StoreLimits.DEFAULTS).window(1)).get(0);
	}

	@Test
	void memory() {
		ResourceWindow memory = read(ResourceKind.MEMORY, new MemorySampler(new ProcessMemory(Path.of("/"))));
		long max = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
		assertThat(memory.value(ResourceFigure.HEAP_MAX)).isEqualTo(max);
		assertThat(memory.value(ResourceFigure.HEAP_USED)).isBetween(1e6, (double) max);
		assertThat(memory.value(ResourceFigure.NON_HEAP_USED))
			.isCloseTo(ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed(), within(5e6));
	}

	@Test
	void memoryOutsideOfLinuxHasNoSizeOfTheProcess() {
		ResourceWindow memory = read(ResourceKind.MEMORY,
				new MemorySampler(new ProcessMemory(Path.of("target/nowhere"))));
		assertThat(memory.value(ResourceFigure.RSS)).isNaN();
		assertThat(memory.value(ResourceFigure.CONTAINER_LIMIT)).isNaN();
	}

	@Test
	void processors() {
		ResourceWindow cpu = read(ResourceKind.CPU, new CpuSampler());
		assertThat(cpu.value(ResourceFigure.PROCESSORS)).isEqualTo(Runtime.getRuntime().availableProcessors());
		assertThat(cpu.value(ResourceFigure.PROCESS_CPU)).isBetween(0.0, 1.0);
		assertThat(cpu.value(ResourceFigure.SYSTEM_CPU)).isBetween(0.0, 1.0);
		assertThat(cpu.value(ResourceFigure.LOAD))
			.isCloseTo(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), within(2.0));
	}

	/** As on Windows, and on a JVM that is not HotSpot. */
	@Test
	void whatTheSystemDoesNotTellIsUnknown() {
		ResourceWindow cpu = read(ResourceKind.CPU, new CpuSampler(new OperatingSystemMXBean() {

			@Override
			public String getName() {
				return "another";
			}

			@Override
			public String getArch() {
				return "another";
			}

			@Override
			public String getVersion() {
				return "1";
			}

			@Override
			public int getAvailableProcessors() {
				return 3;
			}

			@Override
			public double getSystemLoadAverage() {
				return -1;
			}

			@Override
			public ObjectName getObjectName() {
				throw new UnsupportedOperationException();
			}

		}));
		assertThat(cpu.value(ResourceFigure.PROCESSORS)).isEqualTo(3);
		assertThat(cpu.value(ResourceFigure.LOAD)).isNaN();
		assertThat(cpu.value(ResourceFigure.PROCESS_CPU)).isNaN();
		assertThat(cpu.value(ResourceFigure.SYSTEM_CPU)).isNaN();
	}

	@Test
	void disk() {
		ResourceWindow disk = read(ResourceKind.DISK, new DiskSampler(new File("")));
		assertThat(disk.value(ResourceFigure.DISK_TOTAL)).isEqualTo(new File("target").getTotalSpace());
		assertThat(disk.value(ResourceFigure.DISK_FREE)).isCloseTo(new File("target").getUsableSpace(), within(1e9));
	}

	@Test
	void diskThatIsNotThere() {
		new DiskSampler(new File("target/nowhere")).sample(this.store);
		assertThat(this.store.resources(ResourceKind.DISK, new SeriesStore(this.grid, StoreLimits.DEFAULTS).window(1)))
			.isEmpty();
	}

	@Test
	void threads() {
		ResourceWindow threads = read(ResourceKind.THREADS, new ThreadSampler());
		assertThat(threads.value(ResourceFigure.PLATFORM_THREADS))
			.isCloseTo(ManagementFactory.getThreadMXBean().getThreadCount(), within(5.0));
		assertThat(threads.value(ResourceFigure.DAEMON_THREADS))
			.isCloseTo(ManagementFactory.getThreadMXBean().getDaemonThreadCount(), within(5.0));
		assertThat(threads.value(ResourceFigure.PEAK_THREADS))
			.isGreaterThanOrEqualTo(threads.value(ResourceFigure.PLATFORM_THREADS));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_21)
	void carriersAreUnknown() {
		assertThat(read(ResourceKind.THREADS, new ThreadSampler()).value(ResourceFigure.VIRTUAL_CARRIERS)).isNaN();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_24)
	void carriers() throws Exception {
		Thread thread = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class)
			.invoke(null, (Runnable) () -> {
			});
		thread.join();
		assertThat(read(ResourceKind.THREADS, new ThreadSampler()).value(ResourceFigure.VIRTUAL_CARRIERS))
			.isBetween(1.0, 256.0);
	}

	@Test
	void pausesAreThoseSinceTheLastReading() {
		Collector young = new Collector("G1 Young Generation", 7, 700);
		Collector old = new Collector("G1 Old Generation", 1, 300);
		GcSampler sampler = new GcSampler(List.of(young, old), this.clock);
		young.more(3, 40);
		old.more(1, 60);
		this.clock.advance(Duration.ofSeconds(10));
		ResourceWindow gc = read(ResourceKind.GC, sampler);
		assertThat(gc.value(ResourceFigure.COLLECTIONS)).isEqualTo(4);
		assertThat(gc.value(ResourceFigure.PAUSE)).isEqualTo(100);
		assertThat(gc.value(ResourceFigure.PAUSE_SHARE)).isEqualTo(0.01);
		young.more(1, 200);
		this.clock.advance(Duration.ofSeconds(10));
		gc = read(ResourceKind.GC, sampler);
		assertThat(gc.points()).hasSize(2);
		assertThat(gc.points().get(1).value(ResourceFigure.PAUSE)).isEqualTo(200);
		assertThat(gc.value(ResourceFigure.COLLECTIONS)).isEqualTo(5);
		assertThat(gc.value(ResourceFigure.PAUSE)).isEqualTo(300);
		assertThat(gc.value(ResourceFigure.PAUSE_SHARE)).isCloseTo(0.015, within(1e-9));
	}

	@Test
	void cyclesAreNotPauses() {
		Collector cycles = new Collector("ZGC Minor Cycles", 0, 0);
		Collector pauses = new Collector("ZGC Minor Pauses", 0, 0);
		Collector shenandoah = new Collector("Shenandoah Cycles", 0, 0);
		GcSampler sampler = new GcSampler(List.of(cycles, pauses, shenandoah), this.clock);
		cycles.more(1, 5000);
		shenandoah.more(1, 5000);
		pauses.more(3, 1);
		this.clock.advance(Duration.ofSeconds(10));
		ResourceWindow gc = read(ResourceKind.GC, sampler);
		assertThat(gc.value(ResourceFigure.COLLECTIONS)).isEqualTo(3);
		assertThat(gc.value(ResourceFigure.PAUSE)).isEqualTo(1);
		assertThat(gc.value(ResourceFigure.PAUSE_SHARE)).isEqualTo(0.0001);
	}

	@Test
	void realCollection() {
		GcSampler sampler = new GcSampler(ManagementFactory.getGarbageCollectorMXBeans(), this.clock);
		System.gc();
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(read(ResourceKind.GC, sampler).value(ResourceFigure.COLLECTIONS)).isGreaterThanOrEqualTo(1);
	}

	/** A collector that has done as much as it is told. */
	private static final class Collector implements GarbageCollectorMXBean {

		private final String name;

		private long count;

		private long millis;

		Collector(String name, long count, long millis) {
			this.name = name;
			this.count = count;
			this.millis = millis;
		}

		void more(long count, long millis) {
			this.count += count;
			this.millis += millis;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public long getCollectionCount() {
			return this.count;
		}

		@Override
		public long getCollectionTime() {
			return this.millis;
		}

		@Override
		public boolean isValid() {
			return true;
		}

		@Override
		public String[] getMemoryPoolNames() {
			return new String[0];
		}

		@Override
		public ObjectName getObjectName() {
			throw new UnsupportedOperationException();
		}

	}

}
