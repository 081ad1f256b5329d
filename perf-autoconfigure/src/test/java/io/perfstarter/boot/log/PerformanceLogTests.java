package io.perfstarter.boot.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PerformanceLog}. Disks are full, slow or broken for real where the
 * system can do that.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PerformanceLogTests {

	private static final DataSize LARGE = DataSize.ofMegabytes(100);

	private static final String LINE = "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d] INFO - PERFORMANCE"
			+ " \\| Route: \\S+ \\| Load Time: \\d+ms \\| Queries: \\d+ \\| DB Time: \\d+ms"
			+ " \\| Render Time: \\d+ms \\| Total: \\d+ms";

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.perfstarter.boot.log");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@BeforeEach
	void captureEvents() {
		this.events.start();
		this.logger.addAppender(this.events);
	}

	@AfterEach
	void releaseEvents() {
		this.logger.detachAppender(this.events);
	}

	@Test
	void writesLinesToAFileWhoseDirectoriesItCreates() throws IOException {
		Path file = this.directory.resolve("logs/of/performance.log");
		try (PerformanceLog log = open(file)) {
			log.write(new PerformanceLine(0, "/dashboard", 245_400_000, 8, 120_000_000, 95_000_000));
			log.write(new PerformanceLine(61_000, "/a\nb", 1_000_000, 0, 0, 0));
			awaitWritten(log, 2);
			assertThat(log.failure()).isNull();
		}
		assertThat(Files.readString(file)).isEqualTo("""
				[1970-01-01 00:00:00] INFO - PERFORMANCE | Route: /dashboard | Load Time: 245ms | Queries: 8 \
				| DB Time: 120ms | Render Time: 95ms | Total: 245ms
				[1970-01-01 00:01:01] INFO - PERFORMANCE | Route: /a?b | Load Time: 1ms | Queries: 0 \
				| DB Time: 0ms | Render Time: 0ms | Total: 1ms
				""");
		assertThat(this.events.list).isEmpty();
	}

	@Test
	void appendsToTheFileThatIsThere() throws IOException {
		Path file = Files.writeString(file(), "before\n");
		try (PerformanceLog log = open(file)) {
			log.write(line(1));
		}
		assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("before");
	}

	@Test
	void fileMustBeSet() {
		LogProperties properties = new LogProperties(null, LARGE, 10, 10);
		assertThatIllegalArgumentException().isThrownBy(() -> new PerformanceLog(properties, ZoneOffset.UTC))
			.withMessageContaining("performance.log.file");
	}

	@Test
	void writesOnADaemonThreadThatEndsWithTheLog() {
		try (PerformanceLog log = open(file())) {
			assertThat(writers()).singleElement().matches(Thread::isDaemon);
		}
		assertThat(writers()).isEmpty();
	}

	@Test
	void rollsAtItsSizeAndKeepsExactlyTheOldFilesConfigured() throws IOException {
		DataSize size = DataSize.ofKilobytes(4);
		List<Path> files;
		try (PerformanceLog log = open(file(), size, 3, 10_000)) {
			// About ten files full, faster than any clock could notice
			IntStream.range(0, 300).forEach((i) -> log.write(line(i)));
			awaitWritten(log, 300);
			files = files();
		}
		assertThat(files).extracting((file) -> file.getFileName().toString())
			.containsExactly("performance.log", "performance.log.1", "performance.log.2", "performance.log.3");
		for (Path old : files.subList(1, 4)) {
			assertThat(Files.size(old)).isBetween(size.toBytes(), size.toBytes() + 200);
		}
		assertThat(Files.size(files.get(0))).isLessThan(size.toBytes() + 200);
		List<String> kept = Stream.of(files.get(3), files.get(2), files.get(1), files.get(0))
			.flatMap((file) -> lines(file).stream())
			.toList();
		assertThat(kept).allMatch((line) -> line.matches(LINE));
		int first = 300 - kept.size();
		for (int i = 0; i < kept.size(); i++) {
			assertThat(kept.get(i)).contains("Route: /" + (first + i) + " ");
		}
	}

	@Test
	void rollsAnOverlongFileOfAnEarlierRun() throws IOException {
		Path file = Files.writeString(file(), "x".repeat(5000) + "\n");
		try (PerformanceLog log = open(file, DataSize.ofKilobytes(4), 3, 10)) {
			log.write(line(1));
		}
		assertThat(Files.size(this.directory.resolve("performance.log.1"))).isEqualTo(5001);
		assertThat(lines(file)).hasSize(1);
	}

	@Test
	void keepsMoreThanTwentyOldFiles() {
		try (PerformanceLog log = open(file(), DataSize.ofKilobytes(1), 30, 10_000)) {
			IntStream.range(0, 400).forEach((i) -> log.write(line(i)));
			awaitWritten(log, 400);
		}
		assertThat(files()).hasSize(31);
	}

	@Test
	void goesOnInTheSameFileWhenItCannotBeRolled() throws IOException {
		Files.createDirectories(this.directory.resolve("performance.log.1/occupied"));
		try (PerformanceLog log = open(file(), DataSize.ofKilobytes(4), 1, 10_000)) {
			IntStream.range(0, 100).forEach((i) -> log.write(line(i)));
			awaitWritten(log, 100);
		}
		assertThat(lines(file())).hasSize(100);
		long tried = Files.size(file()) / DataSize.ofKilobytes(4).toBytes();
		assertThat(messages(Level.WARN)).hasSize((int) tried)
			.allMatch((message) -> message.contains("cannot be rolled"));
	}

	@Test
	void beginsANewFileWhenItsFileWasTakenAway() throws IOException {
		Path file = this.directory.resolve("logs/performance.log");
		try (PerformanceLog log = open(file)) {
			log.write(line(1));
			awaitWritten(log, 1);
			Files.delete(file);
			Files.delete(file.getParent());
			log.write(line(2));
			awaitWritten(log, 2);
			assertThat(lines(file)).singleElement().asString().contains("/2 ");
		}
		assertThat(this.events.list).isEmpty();
	}

	@Test
	void everyLineIsWholeWhenManyThreadsWrite() throws Exception {
		int threads = 8;
		int each = 10_000;
		try (PerformanceLog log = open(file(), LARGE, 1, threads * each)) {
			offer(log, threads, each);
			awaitWritten(log, threads * each);
			assertThat(log.dropped()).isZero();
		}
		List<String> lines = lines(file());
		assertThat(lines).hasSize(threads * each).doesNotHaveDuplicates().allMatch((line) -> line.matches(LINE));
	}

	@Test
	void countsAreExactWhenItIsClosedWhileManyThreadsWriteMoreThanFits() throws Exception {
		int threads = 8;
		LongAdder offered = new LongAdder();
		CountDownLatch closed = new CountDownLatch(1);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		PerformanceLog log = open(file(), DataSize.ofKilobytes(64), 1000, 16);
		try {
			List<Future<?>> writers = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				writers.add(executor.submit(() -> {
					while (closed.getCount() > 0) {
						log.write(line(0));
						offered.increment();
					}
				}));
			}
			await().until(() -> log.written() > 1000 && log.dropped() > 1000);
			log.close();
			closed.countDown();
			for (Future<?> writer : writers) {
				writer.get();
			}
		}
		finally {
			closed.countDown();
			executor.shutdownNow();
		}
		assertThat(log.dropped() + log.written()).isEqualTo(offered.sum());
		assertThat(files().stream().mapToLong((file) -> lines(file).size()).sum()).isEqualTo(log.written());
	}

	@Test
	void closingWritesWhatWaits() {
		try (PerformanceLog log = open(file(), LARGE, 1, 500)) {
			IntStream.range(0, 500).forEach((i) -> log.write(line(i)));
			log.close();
			log.close();
			assertThat(log.written()).isEqualTo(500);
			log.write(line(0));
			assertThat(log.dropped()).isOne();
		}
		assertThat(lines(file())).hasSize(500);
		assertThat(this.events.list).isEmpty();
	}

	@Test
	void hangingDiskNeverDelaysARequestAndWhatIsDroppedIsCounted() throws IOException {
		Path pipe = pipe();
		try (PerformanceLog log = open(pipe, LARGE, 1, 100)) {
			assertThat(messages(Level.WARN)).singleElement().asString().contains("still not open", pipe.toString());
			IntStream.range(0, 5000).forEach((i) -> log.write(line(i)));
			assertThat(log.dropped()).isEqualTo(4900);
			assertThat(log.written()).isZero();
			try (BufferedReader reader = Files.newBufferedReader(pipe)) {
				for (int i = 0; i < 100; i++) {
					assertThat(reader.readLine()).matches(LINE).contains("Route: /" + i + " ");
				}
				awaitWritten(log, 100);
				log.write(line(5000));
				assertThat(reader.readLine()).contains("Route: /5000 ");
				log.close();
				assertThat(reader.readLine()).isNull();
			}
			assertThat(log.written()).isEqualTo(101);
			assertThat(log.dropped()).isEqualTo(4900);
		}
	}

	@Test
	void slowDiskNeverDelaysARequestAndWhatIsDroppedIsCounted() throws Exception {
		Path pipe = pipe();
		int threads = 4;
		int each = 5000;
		ExecutorService readers = Executors.newSingleThreadExecutor();
		try (PerformanceLog log = open(pipe, LARGE, 1, 64)) {
			Future<BufferedReader> opening = readers.submit(() -> Files.newBufferedReader(pipe));
			try (BufferedReader reader = opening.get()) {
				// No one reads: the pipe takes 64 KB, and then the writer stands still
				offer(log, threads, each);
				assertThat(log.dropped() + log.written()).isBetween(threads * each - 64L, (long) threads * each);
				assertThat(log.dropped()).isPositive();
				Future<Long> read = readers.submit(() -> reader.lines().filter((line) -> line.matches(LINE)).count());
				log.close();
				assertThat(read.get()).isEqualTo(log.written());
				assertThat(log.dropped() + log.written()).isEqualTo(threads * each);
			}
		}
		finally {
			readers.shutdownNow();
		}
	}

	@Test
	void closingGivesUpOnAHangingDisk() throws IOException {
		Path pipe = pipe();
		try (PerformanceLog log = open(pipe, LARGE, 1, 100)) {
			IntStream.range(0, 5000).forEach((i) -> log.write(line(i)));
			long start = System.nanoTime();
			log.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			assertThat(log.dropped()).isEqualTo(5000);
			assertThat(messages(Level.WARN)).last().asString().contains("100 were dropped");
			try (BufferedReader reader = Files.newBufferedReader(pipe)) {
				// Only the line that was being written when it gave up could still come
				assertThat(reader.lines()).hasSizeLessThanOrEqualTo(1);
			}
			await().until(() -> writers().isEmpty());
			assertThat(log.dropped() + log.written()).isEqualTo(5000);
		}
	}

	@Test
	void fullDiskDropsAllLinesAndWarnsOnce() {
		Path full = Path.of("/dev/full");
		Assumptions.assumeTrue(Files.isWritable(full), "needs a /dev/full");
		try (PerformanceLog log = open(full)) {
			assertThat(log.failure()).isNull();
			IntStream.range(0, 500).forEach((i) -> log.write(line(i)));
			await().until(() -> log.dropped() == 500);
			// Retried at least once, by which no line may be taken for written
			await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> {
				log.write(line(0));
				return log.dropped() > 530;
			});
			assertThat(log.written()).isZero();
			assertThat(log.failure()).hasMessageContaining("No space left");
		}
		assertThat(this.events.list).hasSize(1);
		assertThat(messages(Level.WARN)).singleElement()
			.asString()
			.startsWith("performance log cannot be written: /dev/full: ")
			.contains("No space left")
			.endsWith("; lines are dropped and counted");
	}

	@Test
	void fullDiskThatIsFreedIsWrittenAgainInWholeLines() throws Exception {
		Path disk = mount("size=64k");
		try {
			Path filler = disk.resolve("filler");
			Files.write(filler, new byte[14 * 4096]);
			Path file = disk.resolve("performance.log");
			try (PerformanceLog log = open(file)) {
				// What is left is a page or two, which no whole number of lines fills
				IntStream.range(0, 200).forEach((i) -> log.write(line(i)));
				await().until(() -> log.dropped() + log.written() == 200);
				assertThat(log.written()).isPositive();
				assertThat(log.dropped()).isPositive();
				assertThat(log.failure()).isNotNull();
				assertThat(messages(Level.WARN)).hasSize(1);
				assertThat(messages(Level.INFO)).isEmpty();
				assertThat(lines(file)).hasSize((int) log.written()).allMatch((line) -> line.matches(LINE));
				Files.delete(filler);
				long before = log.written();
				AtomicInteger offered = new AtomicInteger(200);
				await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> {
					log.write(line(offered.getAndIncrement()));
					return log.written() > before;
				});
				assertThat(log.failure()).isNull();
				log.close();
				assertThat(log.dropped() + log.written()).isEqualTo(offered.get());
				assertThat(lines(file)).hasSize((int) log.written()).allMatch((line) -> line.matches(LINE));
			}
		}
		finally {
			run("umount", disk.toString());
		}
		assertThat(messages(Level.WARN)).hasSize(1);
		assertThat(messages(Level.INFO)).singleElement().asString().contains("written again");
	}

	@Test
	void fileThatCannotBeOpenedIsWarnedOfOnceAndTriedAgain() throws IOException {
		Path obstacle = Files.createFile(this.directory.resolve("logs"));
		Path file = obstacle.resolve("performance.log");
		try (PerformanceLog log = open(file)) {
			assertThat(messages(Level.WARN)).singleElement().asString().contains(file.toString(), "Not a directory");
			assertThat(log.failure()).hasMessageContaining("Not a directory");
			log.write(line(0));
			await().until(() -> log.dropped() == 1);
			Files.delete(obstacle);
			AtomicInteger offered = new AtomicInteger(1);
			await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> {
				log.write(line(offered.getAndIncrement()));
				return log.written() > 0;
			});
			log.close();
			assertThat(log.failure()).isNull();
			assertThat(log.dropped() + log.written()).isEqualTo(offered.get());
			assertThat(lines(file)).hasSize((int) log.written());
		}
		assertThat(messages(Level.WARN)).hasSize(1);
		assertThat(messages(Level.INFO)).singleElement().asString().contains("written again", file.toString());
	}

	@Test
	void fileThatCannotBeOpenedAfterRollingIsTriedAgain() throws IOException {
		// Room for the directory, the filler and one file more
		Path disk = mount("nr_inodes=3");
		try {
			Path filler = Files.createFile(disk.resolve("filler"));
			Path file = disk.resolve("performance.log");
			try (PerformanceLog log = open(file, DataSize.ofKilobytes(1), 3, 1000)) {
				IntStream.range(0, 20).forEach((i) -> log.write(line(i)));
				await().until(() -> log.written() + log.dropped() == 20);
				assertThat(log.dropped()).isPositive();
				assertThat(log.failure()).hasMessageContaining("No space left");
				assertThat(lines(disk.resolve("performance.log.1"))).hasSize((int) log.written());
				assertThat(file).doesNotExist();
				long before = log.written();
				Files.delete(filler);
				await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> {
					log.write(line(20));
					return log.written() > before;
				});
				assertThat(log.failure()).isNull();
				assertThat(file).exists();
			}
		}
		finally {
			run("umount", disk.toString());
		}
		assertThat(messages(Level.WARN)).hasSize(1);
		assertThat(messages(Level.INFO)).hasSize(1);
	}

	@Test
	void fileThatFailsAgainAndAgainIsTriedMoreAndMoreRarely() throws IOException {
		Path logs = this.directory.resolve("logs");
		Path aside = this.directory.resolve("aside");
		try (PerformanceLog log = open(logs.resolve("performance.log"))) {
			long start = System.nanoTime();
			for (int i = 0; i < 3; i++) {
				Files.move(logs, aside);
				Files.createFile(logs);
				log.write(line(0));
				await().pollInterval(Duration.ofMillis(1)).until(() -> log.failure() != null);
				Files.delete(logs);
				Files.move(aside, logs);
				await().pollInSameThread().pollInterval(Duration.ofMillis(1)).until(() -> {
					log.write(line(0));
					return log.failure() == null;
				});
			}
			// Logback's pauses: 20, 80 and 320 ms
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(420));
		}
		assertThat(messages(Level.WARN)).hasSize(3);
		assertThat(messages(Level.INFO)).hasSize(3);
	}

	private PerformanceLog open(Path file) {
		return open(file, LARGE, 10, 1024);
	}

	private PerformanceLog open(Path file, DataSize size, int history, int queue) {
		return new PerformanceLog(new LogProperties(file.toString(), size, history, queue), ZoneOffset.UTC);
	}

	private Path file() {
		return this.directory.resolve("performance.log");
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path pipe() throws IOException {
		Path pipe = file();
		Assumptions.assumeTrue(run("mkfifo", pipe.toString()), "needs mkfifo");
		return pipe;
	}

	private Path mount(String options) throws IOException {
		Path disk = Files.createDirectory(this.directory.resolve("disk"));
		Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()),
				"needs the right to mount a tmpfs");
		return disk;
	}

	private static boolean run(String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static void offer(PerformanceLog log, int threads, int each) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CyclicBarrier start = new CyclicBarrier(threads);
			List<Callable<@Nullable Void>> tasks = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				int first = thread * each;
				tasks.add(() -> {
					start.await();
					IntStream.range(first, first + each).forEach((i) -> log.write(line(i)));
					return null;
				});
			}
			for (Future<?> done : executor.invokeAll(tasks)) {
				done.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static PerformanceLine line(int number) {
		return new PerformanceLine(0, "/" + number, 245_000_000, 8, 120_000_000, 95_000_000);
	}

	private static void awaitWritten(PerformanceLog log, long lines) {
		await().atMost(Duration.ofSeconds(40)).until(() -> log.written() == lines);
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Thread> writers() {
		return Thread.getAllStackTraces().keySet().stream().filter((t) -> t.getName().equals("perf-log")).toList();
	}

	private List<String> messages(Level level) {
		return List.copyOf(this.events.list)
			.stream()
			.filter((event) -> event.getLevel() == level)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

}
