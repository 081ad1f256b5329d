package io.perfstarter.boot.request;

import java.io.PrintWriter;

/**
 * Tells the response of what is written, in bytes of its encoding: exactly in UTF-8, one
 * for a character otherwise.
 */
final class MeasuredWriter extends PrintWriter {

	private final PrintWriter delegate;

	private final MeasuredResponse response;

	private final boolean utf8;

	MeasuredWriter(PrintWriter delegate, MeasuredResponse response, boolean utf8) {
		super(delegate);
		this.delegate = delegate;
		this.response = response;
		this.utf8 = utf8;
	}

	@Override
	public void write(int character) {
		this.response.writing(this.utf8 ? width((char) character) : 1);
		this.delegate.write(character);
	}

	@Override
	public void write(char[] buffer, int offset, int length) {
		long bytes = length;
		if (this.utf8) {
			bytes = 0;
			for (int i = offset; i < offset + length; i++) {
				bytes += width(buffer[i]);
			}
		}
		this.response.writing(bytes);
		this.delegate.write(buffer, offset, length);
	}

	@Override
	public void write(char[] buffer) {
		write(buffer, 0, buffer.length);
	}

	@Override
	public void write(String text, int offset, int length) {
		long bytes = length;
		if (this.utf8) {
			bytes = 0;
			for (int i = offset; i < offset + length; i++) {
				bytes += width(text.charAt(i));
			}
		}
		this.response.writing(bytes);
		this.delegate.write(text, offset, length);
	}

	@Override
	public void write(String text) {
		write(text, 0, text.length());
	}

	@Override
	public void println() {
		write(System.lineSeparator());
	}

	@Override
	public void println(boolean value) {
		println(String.valueOf(value));
	}

	@Override
	public void println(char value) {
		println(String.valueOf(value));
	}

	@Override
	public void println(int value) {
		println(String.valueOf(value));
	}

	@Override
	public void println(long value) {
		println(String.valueOf(value));
	}

	@Override
	public void println(float value) {
		println(String.valueOf(value));
	}

	@Override
	public void println(double value) {
		println(String.valueOf(value));
	}

	@Override
	public void println(char[] value) {
		write(value);
		println();
	}

	@Override
	public void println(String value) {
		write(String.valueOf(value));
		println();
	}

	@Override
	public void println(Object value) {
		println(String.valueOf(value));
	}

	@Override
	public void flush() {
		this.response.refresh();
		this.delegate.flush();
	}

	@Override
	public void close() {
		this.response.refresh();
		this.delegate.close();
	}

	@Override
	public boolean checkError() {
		return this.delegate.checkError();
	}

	/** A surrogate is half of a character of four bytes. */
	private static int width(char character) {
		if (character < 0x80) {
			return 1;
		}
		return (character < 0x800 || Character.isSurrogate(character)) ? 2 : 3;
	}

}
