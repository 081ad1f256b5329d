package io.perfstarter.boot.request;

import java.io.IOException;
import java.nio.ByteBuffer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * Tells the response of what is written.
 */
final class MeasuredOutputStream extends ServletOutputStream {

	private final ServletOutputStream delegate;

	private final MeasuredResponse response;

	MeasuredOutputStream(ServletOutputStream delegate, MeasuredResponse response) {
		this.delegate = delegate;
		this.response = response;
	}

	@Override
	public void write(int value) throws IOException {
		this.response.writing(1);
		this.delegate.write(value);
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		this.response.writing(bytes.length);
		this.delegate.write(bytes);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.response.writing(length);
		this.delegate.write(bytes, offset, length);
	}

	@Override
	public void write(ByteBuffer buffer) throws IOException {
		this.response.writing(buffer.remaining());
		this.delegate.write(buffer);
	}

	@Override
	public void flush() throws IOException {
		this.response.refresh();
		this.delegate.flush();
	}

	@Override
	public void close() throws IOException {
		this.response.refresh();
		this.delegate.close();
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.delegate.setWriteListener(listener);
	}

}
