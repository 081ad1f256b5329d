package io.perfstarter.boot.log;

import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import ch.qos.logback.core.AsyncAppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with one line a request, written by Logback on a thread of its own. It has
 * nothing to do with the application's logging configuration, apart from the warnings
 * that it gives there.
 * <p>
 * {@link #write} costs a place in a queue. Where there is none because the disk is slow,
 * or where the disk is full, the line is dropped and counted: a line that is offered ends
 * up in exactly one of {@link #written()} and {@link #dropped()}. Safe for use by many
 * threads.
 */
final class PerformanceLog implements AutoCloseable {

	/**
	 * Opening a file takes no time, unless the disk hangs; then the application starts
	 * all the same.
	 */
	private static final Duration MAX_OPENING = Duration.ofSeconds(1);

	private static final Duration MAX_FLUSHING = Duration.ofSeconds(2);

	private static final Logger logger = LoggerFactory.getLogger(PerformanceLog.class);

	private final LineFile file;

	private final AsyncAppenderBase<PerformanceLine> queue;

	// Logback does not tell when its queue is full, so places are counted here
	private final Semaphore places;

	private final LongAdder offered = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile boolean ended;

	/**
	 * Open the file. Where that fails there is a warning, lines are dropped and counted,
	 * and it is tried again as lines come.
	 * @param properties the file and its limits; a file must be set
	 * @param zone the time zone of the lines
	 */
	PerformanceLog(LogProperties properties, ZoneId zone) {
		String path = properties.file();
		if (path == null) {
			throw new IllegalArgumentException("performance.log.file is not set");
		}
		this.places = new Semaphore(properties.queueSize());
		this.file = new LineFile(path, properties.maxFileSize(), properties.maxHistory(), zone, this.places::release);
		this.queue = new AsyncAppenderBase<>();
		this.queue.setContext(this.file.getContext());
		this.queue.setName("performance");
		// One more, for the wish to open the file
		this.queue.setQueueSize(properties.queueSize() + 1);
		this.queue.setNeverBlock(true);
		this.queue.setMaxFlushTime((int) MAX_FLUSHING.toMillis());
		this.queue.addAppender(this.file);
		this.queue.start();
		this.queue.doAppend(LineFile.OPEN);
		awaitOpening(path);
	}

	private void awaitOpening(String path) {
		try {
			if (!this.file.opened().await(MAX_OPENING.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("performance log is still not open: {}; lines wait, then they are dropped and counted",
						path);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Have a line written. Never waits and never throws.
	 * @param line the line
	 */
	void write(PerformanceLine line) {
		this.offered.increment();
		if (this.closed.get() || !this.places.tryAcquire()) {
			this.refused.increment();
			return;
		}
		this.queue.doAppend(line);
	}

	/**
	 * Return how many lines are in the file, or in one of its predecessors.
	 * @return the number of lines written
	 */
	long written() {
		return this.file.written();
	}

	/**
	 * Return how many lines were lost: because too many were waiting, the file could not
	 * be written, or the log was closed. Lines that still wait are not among them.
	 * @return the number of lines dropped
	 */
	long dropped() {
		if (this.ended) {
			// Also those that Logback gave up, or that came while it stopped
			return this.offered.sum() - written();
		}
		return this.refused.sum() + this.file.failedLines();
	}

	/**
	 * Return why lines cannot be written at present.
	 * @return the first failure since a line was last written, or {@code null} when all
	 * is well
	 */
	@Nullable Exception failure() {
		return this.file.failure();
	}

	/**
	 * Write the lines that wait, for two seconds at most, and close the file. Lines that
	 * come later are dropped.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		this.queue.stop();
		this.file.abandon();
		long before = dropped();
		this.ended = true;
		long lost = dropped() - before;
		if (lost > 0) {
			logger.warn("performance log closed before all lines were written; {} were dropped", lost);
		}
	}

}
