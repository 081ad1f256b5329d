package io.perfstarter.boot.request;

import java.io.IOException;
import java.io.PrintWriter;

import io.perfstarter.trace.Execution;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The response of a request that is measured: counts the bytes of its body and sets the
 * headers just before they are sent. One for a request; used by one thread at a time.
 * <p>
 * Nobody tells that a response is about to be committed, so whatever may do it refreshes
 * the headers first: a flush, an error, a redirect, a write that fills the buffer or the
 * announced length.
 */
final class MeasuredResponse extends HttpServletResponseWrapper {

	/**
	 * Headers are not made anew for less: beyond the buffer each write may be the one.
	 */
	private static final long REFRESH_NANOS = 100_000;

	private static final String CONTENT_LENGTH = "Content-Length";

	private final Execution execution;

	private final RequestSettings settings;

	private @Nullable MeasuredOutputStream stream;

	private @Nullable MeasuredWriter writer;

	private long bytes;

	/** From this many bytes on the response may be committed by a write. */
	private long threshold = Long.MAX_VALUE;

	private long refreshedAt;

	private boolean refreshed;

	private boolean errorSent;

	private boolean staticResource;

	private boolean awaitingError;

	MeasuredResponse(HttpServletResponse response, Execution execution, RequestSettings settings) {
		super(response);
		this.execution = execution;
		this.settings = settings;
	}

	Execution execution() {
		return this.execution;
	}

	/** Whether an error was sent, so that an error page may follow. */
	boolean isErrorSent() {
		return this.errorSent;
	}

	/** Whether its end waits for an error page. */
	boolean isAwaitingError() {
		return this.awaitingError;
	}

	void awaitingError(boolean awaiting) {
		this.awaitingError = awaiting;
	}

	long bytes() {
		return this.bytes;
	}

	boolean isStaticResource() {
		return this.staticResource;
	}

	void staticResource() {
		this.staticResource = true;
	}

	/**
	 * Goes on with what a later dispatch of the request was given, unless that is this.
	 */
	void continueWith(HttpServletResponse response) {
		if (!isInside(response)) {
			setResponse(response);
			this.stream = null;
			this.writer = null;
		}
	}

	/** Whether what is written to a response comes through this one. */
	boolean isInside(ServletResponse response) {
		return response == this || (response instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(this));
	}

	/** Sets the headers to what they are now, if they can still be. */
	void refresh() {
		if (this.settings.anyHeader()) {
			refresh(0);
		}
	}

	/** Refreshes unless that was done less than so long ago. */
	private void refresh(long minNanos) {
		try {
			if (isCommitted()) {
				this.threshold = Long.MAX_VALUE;
				return;
			}
			long now = this.settings.clock().nanoTime();
			if (this.refreshed && now - this.refreshedAt < minNanos) {
				return;
			}
			this.refreshed = true;
			this.refreshedAt = now;
			if (this.settings.responseTimeHeader()) {
				super.setHeader(ResponseTime.RESPONSE_TIME, ResponseTime.text(now - this.execution.startNanos()));
			}
			if (this.settings.serverTimingHeader()) {
				super.setHeader(ResponseTime.SERVER_TIMING,
						ResponseTime.serverTiming(this.settings.tracer(), this.execution, now));
			}
		}
		catch (RuntimeException ex) {
			this.settings.guard().swallowed("response-header", ex);
		}
	}

	/** Hears of bytes that are about to be written. */
	void writing(long count) {
		this.bytes += count;
		if (this.bytes >= this.threshold) {
			refresh(REFRESH_NANOS);
		}
	}

	private void bodyBegins() {
		if (this.settings.anyHeader()) {
			this.threshold = Math.min(this.threshold, Math.max(1, getBufferSize()));
		}
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		MeasuredOutputStream stream = this.stream;
		if (stream == null) {
			stream = new MeasuredOutputStream(getResponse().getOutputStream(), this);
			this.stream = stream;
			bodyBegins();
		}
		return stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		MeasuredWriter writer = this.writer;
		if (writer == null) {
			writer = new MeasuredWriter(getResponse().getWriter(), this,
					"UTF-8".equalsIgnoreCase(getResponse().getCharacterEncoding()));
			this.writer = writer;
			bodyBegins();
		}
		return writer;
	}

	@Override
	public void setContentLength(int length) {
		announced(length);
		super.setContentLength(length);
	}

	@Override
	public void setContentLengthLong(long length) {
		announced(length);
		super.setContentLengthLong(length);
	}

	private void announced(long length) {
		if (length >= 0) {
			this.threshold = Math.min(this.threshold, length);
		}
	}

	@Override
	public void setHeader(String name, String value) {
		announced(name, value);
		super.setHeader(name, value);
	}

	@Override
	public void addHeader(String name, String value) {
		announced(name, value);
		super.addHeader(name, value);
	}

	@Override
	public void setIntHeader(String name, int value) {
		announced(name, String.valueOf(value));
		super.setIntHeader(name, value);
	}

	@Override
	public void addIntHeader(String name, int value) {
		announced(name, String.valueOf(value));
		super.addIntHeader(name, value);
	}

	/** Containers take the length of the body from this header as well. */
	private void announced(String name, @Nullable String value) {
		if (name != null && name.length() == CONTENT_LENGTH.length() && name.equalsIgnoreCase(CONTENT_LENGTH)
				&& value != null) {
			try {
				announced(Long.parseLong(value.trim()));
			}
			catch (NumberFormatException ex) {
				// The container has its own opinion of it.
			}
		}
	}

	@Override
	public void setBufferSize(int size) {
		super.setBufferSize(size);
		if (this.stream != null || this.writer != null) {
			bodyBegins();
		}
	}

	@Override
	public void flushBuffer() throws IOException {
		refresh();
		super.flushBuffer();
	}

	@Override
	public void sendError(int status) throws IOException {
		refresh();
		super.sendError(status);
		this.errorSent = true;
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		refresh();
		super.sendError(status, message);
		this.errorSent = true;
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		refresh();
		super.sendRedirect(location);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		refresh();
		super.sendRedirect(location, status, clearBuffer);
	}

	@Override
	public void reset() {
		super.reset();
		this.bytes = 0;
		this.stream = null;
		this.writer = null;
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.bytes = 0;
	}

}
