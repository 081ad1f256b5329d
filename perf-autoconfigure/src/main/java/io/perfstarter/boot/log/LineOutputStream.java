package io.perfstarter.boot.log;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;

/**
 * {@link OutputStream} that appends whole lines to a file, one to a call. What fails,
 * fails in the call that it belongs to: nothing is buffered, so no line can fail, or
 * appear, after it has been counted. A line that fits only in part is taken back.
 */
final class LineOutputStream extends OutputStream {

	private final File file;

	private final FileOutputStream stream;

	private long size;

	LineOutputStream(File file) throws IOException {
		this.file = file;
		this.stream = new FileOutputStream(file, true);
		this.size = file.length();
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b });
	}

	@Override
	public void write(byte[] line, int offset, int length) throws IOException {
		try {
			this.stream.write(line, offset, length);
			this.size += length;
		}
		catch (IOException ex) {
			takeBackTornLine(length, ex);
			throw ex;
		}
	}

	private void takeBackTornLine(int length, IOException failure) {
		long torn = this.file.length() - this.size;
		// Anything else is the work of someone who truncates the file, or writes to it
		if (torn <= 0 || torn >= length) {
			return;
		}
		// Not by the stream's own channel: Logback interrupts the writing thread when it
		// stops it, and an interrupted thread closes any channel that it touches
		try (RandomAccessFile access = new RandomAccessFile(this.file, "rw")) {
			access.setLength(this.size);
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

}
