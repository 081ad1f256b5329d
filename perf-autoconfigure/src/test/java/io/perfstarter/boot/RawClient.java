package io.perfstarter.boot;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A plain connection that is kept alive, for what a real client does not do: very many
 * quick requests, and going away in the middle.
 */
public final class RawClient implements AutoCloseable {

	private final Socket socket;

	private final InputStream in;

	/**
	 * Connects.
	 * @param port where to
	 * @throws IOException if that fails
	 */
	public RawClient(int port) throws IOException {
		this.socket = new Socket("localhost", port);
		this.socket.setSoTimeout(20_000);
		this.socket.setTcpNoDelay(true);
		this.in = new BufferedInputStream(this.socket.getInputStream());
	}

	/**
	 * Sends a request without a body.
	 * @param method the method
	 * @param path the path
	 * @throws IOException if that fails
	 */
	public void send(String method, String path) throws IOException {
		String text = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Gets a path and reads the answer, whose length must be known.
	 * @param path the path
	 * @return the status
	 * @throws IOException if that fails
	 */
	public int get(String path) throws IOException {
		send("GET", path);
		String head = head();
		int length = 0;
		for (String line : head.split("\r\n")) {
			if (line.toLowerCase().startsWith("content-length:")) {
				length = Integer.parseInt(line.substring(15).trim());
			}
			if (line.toLowerCase().startsWith("transfer-encoding:")) {
				readChunks();
			}
		}
		this.in.skipNBytes(length);
		return Integer.parseInt(head.substring(9, 12));
	}

	private void readChunks() throws IOException {
		int size;
		do {
			size = Integer.parseInt(until("\r\n").trim(), 16);
			this.in.skipNBytes(size);
			until("\r\n");
		}
		while (size > 0);
	}

	/**
	 * Reads a response up to its body.
	 * @return status line and headers
	 * @throws IOException if that fails
	 */
	public String head() throws IOException {
		return until("\r\n\r\n");
	}

	/**
	 * Reads on.
	 * @param end a text
	 * @return all up to and with the text
	 * @throws IOException if that fails
	 */
	public String until(String end) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		String text = "";
		while (!text.endsWith(end)) {
			int next = this.in.read();
			if (next < 0) {
				throw new EOFException(text);
			}
			bytes.write(next);
			if (next == end.charAt(end.length() - 1)) {
				text = bytes.toString(StandardCharsets.ISO_8859_1);
			}
		}
		return text;
	}

	/**
	 * Goes away at once, without a farewell.
	 * @throws IOException if that fails
	 */
	public void abort() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
