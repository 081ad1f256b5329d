package io.perfstarter.boot.log;

import java.io.File;
import java.io.IOException;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.recovery.RecoveryCoordinator;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TriggeringPolicyBase;
import ch.qos.logback.core.util.FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * {@link RollingFileAppender} that knows of each line whether it reached the file, and
 * goes on trying when it did not.
 * <p>
 * Logback's own {@code ResilientFileOutputStream} is not used. It drops lines without a
 * word while it recovers, may write one later that was reported as failed, and does not
 * see a file that could not be opened at all, be it at start or after rolling. Here all
 * of these end the same way: the appender is no longer started, and is started again
 * after Logback's usual pauses.
 * <p>
 * Everything but the getters runs on the one thread that writes.
 */
final class LineFile extends RollingFileAppender<PerformanceLine> {

	/**
	 * Not a line, but the wish to open the file. It takes the way of a line so that it is
	 * the writing thread that waits for a slow disk.
	 */
	static final PerformanceLine OPEN = new PerformanceLine(0, "", 0, 0, 0, 0);

	/**
	 * A disk that is nearly full takes a line now and then. Only after so many in a row
	 * is it well again, and the next failure a new one that is retried soon.
	 */
	private static final int LINES_UNTIL_WELL = 1000;

	private static final Logger logger = LoggerFactory.getLogger(LineFile.class);

	private final File file;

	private final DataSize maxSize;

	private final Runnable settled;

	private final CountDownLatch opened = new CountDownLatch(1);

	private final AtomicLong written = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private volatile boolean abandoned;

	private volatile @Nullable Exception failure;

	private Exception cause = new IOException("Not opened");

	private @Nullable RecoveryCoordinator pauses;

	private long failedBefore;

	private int writtenInRow;

	private boolean reachedFile;

	private long size;

	/**
	 * Create an appender that opens its file when it is first told to.
	 * @param path the file
	 * @param maxSize the size from which on it is rolled
	 * @param maxHistory how many old files are kept
	 * @param zone the time zone of the lines
	 * @param settled called after each line, whatever became of it
	 */
	LineFile(String path, DataSize maxSize, int maxHistory, ZoneId zone, Runnable settled) {
		this.file = new File(path);
		this.maxSize = maxSize;
		this.settled = settled;
		setContext(new ContextBase());
		setName("performance");
		setFile(path);
		LineEncoder encoder = new LineEncoder(zone);
		encoder.setContext(getContext());
		encoder.start();
		setEncoder(encoder);
		RollAtSize trigger = new RollAtSize();
		trigger.setContext(getContext());
		trigger.start();
		setTriggeringPolicy(trigger);
		NumberedFiles history = new NumberedFiles();
		history.setContext(getContext());
		history.setParent(this);
		history.setFileNamePattern(path + ".%i");
		history.setMaxIndex(maxHistory);
		history.start();
		setRollingPolicy(history);
	}

	@Override
	public void doAppend(PerformanceLine line) {
		if (line == OPEN) {
			Thread.currentThread().setName("perf-log");
			ready();
			this.opened.countDown();
			return;
		}
		if (!this.abandoned) {
			AtomicLong counter = tryWrite(line) ? this.written : this.failed;
			counter.incrementAndGet();
		}
		this.settled.run();
	}

	private boolean tryWrite(PerformanceLine line) {
		if (!ready()) {
			return false;
		}
		this.reachedFile = false;
		super.doAppend(line);
		if (this.reachedFile) {
			succeeded();
		}
		else {
			failed();
		}
		return this.reachedFile;
	}

	private boolean ready() {
		this.size = this.file.length();
		if (isStarted() && this.size == 0 && !this.file.exists()) {
			// Someone removed it. Writing on would succeed, and nobody would ever see it
			this.started = false;
		}
		if (!isStarted() && !tooSoon()) {
			start();
			if (!isStarted()) {
				failed();
			}
		}
		return isStarted();
	}

	private boolean tooSoon() {
		return this.failure != null && this.pauses != null && this.pauses.isTooSoon();
	}

	private void failed() {
		this.writtenInRow = 0;
		if (this.failure != null) {
			return;
		}
		this.failure = this.cause;
		this.failedBefore = this.failed.get();
		if (this.pauses == null) {
			this.pauses = new RecoveryCoordinator();
		}
		else {
			// Asked for its side effect: the next, longer pause begins now
			this.pauses.isTooSoon();
		}
		logger.warn("performance log cannot be written: {}: {}; lines are dropped and counted", this.file,
				this.cause.toString());
	}

	private void succeeded() {
		if (this.failure != null) {
			this.failure = null;
			logger.info("performance log is written again: {}; {} lines were dropped meanwhile", this.file,
					this.failed.get() - this.failedBefore);
		}
		if (this.pauses != null && ++this.writtenInRow >= LINES_UNTIL_WELL) {
			this.pauses = null;
		}
	}

	@Override
	public void openFile(String path) throws IOException {
		this.streamWriteLock.lock();
		try {
			FileUtil.createMissingParentDirectories(this.file);
			setOutputStream(new LineOutputStream(this.file));
		}
		catch (IOException ex) {
			this.cause = ex;
			// After rolling Logback would go on without a stream
			this.started = false;
			throw ex;
		}
		finally {
			this.streamWriteLock.unlock();
		}
	}

	@Override
	protected void writeOut(PerformanceLine line) throws IOException {
		try {
			super.writeOut(line);
			this.reachedFile = true;
		}
		catch (IOException ex) {
			this.cause = ex;
			closeOutputStream();
			throw ex;
		}
	}

	@Override
	public void rollover() {
		super.rollover();
		if (this.file.length() >= this.maxSize.toBytes()) {
			logger.warn("performance log cannot be rolled: {} stays and grows beyond {} bytes", this.file,
					this.maxSize.toBytes());
		}
	}

	/**
	 * Let all lines pass that still come, without writing them.
	 */
	void abandon() {
		this.abandoned = true;
	}

	/**
	 * Return the latch that opens when the file has been opened, or could not be.
	 * @return the latch
	 */
	CountDownLatch opened() {
		return this.opened;
	}

	long written() {
		return this.written.get();
	}

	long failedLines() {
		return this.failed.get();
	}

	@Nullable Exception failure() {
		return this.failure;
	}

	/**
	 * Rolls as soon as the file has reached its size. Logback's
	 * {@code SizeBasedTriggeringPolicy} looks only once a minute, in which a busy
	 * application writes many times that size.
	 */
	private final class RollAtSize extends TriggeringPolicyBase<PerformanceLine> {

		private long next;

		@Override
		public boolean isTriggeringEvent(File activeFile, PerformanceLine line) {
			long max = LineFile.this.maxSize.toBytes();
			if (LineFile.this.size < max) {
				this.next = max;
				return false;
			}
			if (LineFile.this.size < this.next) {
				return false;
			}
			// Where rolling fails, trying again for every line would only cost time
			this.next = LineFile.this.size + max;
			return true;
		}

	}

	/**
	 * Old files are {@code performance.log.1} (the youngest) and so on.
	 */
	private static final class NumberedFiles extends FixedWindowRollingPolicy {

		@Override
		protected int getMaxWindowSize() {
			// Logback would silently keep no more than 21
			return getMaxIndex();
		}

	}

}
