package io.perfstarter.boot.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A port that leads to another, which can be changed, or to nowhere: there, connections
 * are accepted and nobody ever answers.
 */
final class TcpDoor implements AutoCloseable {

	private final ServerSocket socket;

	private final Collection<Socket> open = new ConcurrentLinkedQueue<>();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile @Nullable String host;

	private volatile int port;

	private volatile @Nullable CountDownLatch opening;

	private volatile boolean muted;

	TcpDoor(@Nullable String host, int port) {
		this.host = host;
		this.port = port;
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	static TcpDoor silent() {
		return new TcpDoor(null, 0);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "door");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/** How often somebody connected. */
	int connections() {
		return this.connections.get();
	}

	void leadsTo(String host, int port) {
		this.port = port;
		this.host = host;
	}

	/** Lets nobody through, who may connect all the same, until the latch is open. */
	void opensWith(CountDownLatch latch) {
		this.opening = latch;
	}

	/** Lets connections be, and says or swallows what comes through them. */
	void mute(boolean muted) {
		this.muted = muted;
	}

	private void accept() {
		try {
			while (true) {
				Socket in = this.socket.accept();
				this.connections.incrementAndGet();
				this.open.add(in);
				String host = this.host;
				CountDownLatch opening = this.opening;
				if (opening != null) {
					start(() -> connectLater(in, opening));
				}
				else if (host != null) {
					connect(in, host);
				}
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void connectLater(Socket in, CountDownLatch opening) {
		try {
			opening.await();
			String host = this.host;
			if (host != null) {
				connect(in, host);
			}
		}
		catch (InterruptedException | IOException ex) {
			// Nobody goes through
		}
	}

	private void connect(Socket in, String host) throws IOException {
		try {
			Socket out = new Socket(host, this.port);
			this.open.add(out);
			start(() -> copy(in, out));
			start(() -> copy(out, in));
		}
		catch (IOException ex) {
			in.close();
		}
	}

	private void copy(Socket from, Socket to) {
		try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			byte[] bytes = new byte[8192];
			for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
				if (!this.muted) {
					out.write(bytes, 0, count);
				}
			}
		}
		catch (IOException ex) {
			// Either side closed
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
			for (Socket each : this.open) {
				each.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
