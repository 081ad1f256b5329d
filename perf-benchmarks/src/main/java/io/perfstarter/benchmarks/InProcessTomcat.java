package io.perfstarter.benchmarks;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ActionHook;
import org.apache.coyote.Adapter;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/**
 * Drives a running embedded Tomcat without a socket: it hands Tomcat's own adapter a
 * request, as the HTTP processor would once it had parsed one. From there everything is
 * the real thing: mapper, valves, the registered servlet filters, DispatcherServlet. Not
 * for use by two threads at once.
 */
final class InProcessTomcat implements ActionHook, OutputBuffer {

	private final int port;

	private final Adapter adapter;

	private final Request request = new Request();

	private final Response response = new Response();

	private final byte[] body = new byte[64 * 1024];

	private int length;

	private int status;

	InProcessTomcat(Connector connector) throws ReflectiveOperationException {
		this.port = connector.getLocalPort();
		this.adapter = connector.getProtocolHandler().getAdapter();
		this.request.setResponse(this.response);
		hook(Request.class, this.request);
		hook(Response.class, this.response);
		this.response.setOutputBuffer(this);
	}

	/**
	 * {@code setHook} is package-private; only Tomcat's own processors call it.
	 */
	private void hook(Class<?> type, Object target) throws ReflectiveOperationException {
		Method setHook = type.getDeclaredMethod("setHook", ActionHook.class);
		setHook.setAccessible(true);
		setHook.invoke(target, this);
	}

	/**
	 * Serves one GET and returns the length of the body.
	 */
	int get(String path) throws Exception {
		this.length = 0;
		this.status = 0;
		this.request.recycle();
		this.response.recycle();
		this.request.setMethod("GET");
		this.request.scheme().setString("http");
		this.request.protocol().setString("HTTP/1.1");
		this.request.requestURI().setString(path);
		byte[] uri = path.getBytes(StandardCharsets.ISO_8859_1);
		this.request.decodedURI().setBytes(uri, 0, uri.length);
		this.request.requestURI().setBytes(uri, 0, uri.length);
		this.request.serverName().setString("localhost");
		this.request.setServerPort(this.port);
		this.request.getMimeHeaders().setValue("host").setString("localhost");
		this.request.getMimeHeaders().setValue("accept").setString("application/json");
		this.request.remoteAddr().setString("127.0.0.1");
		this.request.remoteHost().setString("localhost");
		this.request.setStartTimeNanos(System.nanoTime());
		this.adapter.service(this.request, this.response);
		if (this.status != 200) {
			throw new IllegalStateException(path + " answered " + this.status);
		}
		return this.length;
	}

	String body() {
		return new String(this.body, 0, this.length, StandardCharsets.UTF_8);
	}

	@Override
	public void action(ActionCode code, @Nullable Object param) {
		switch (code) {
			case COMMIT, CLOSE -> {
				this.response.setCommitted(true);
				this.status = this.response.getStatus();
			}
			case IS_IO_ALLOWED -> {
				if (param instanceof AtomicBoolean allowed) {
					allowed.set(true);
				}
			}
			default -> {
				// Questions about errors and asynchronous processing: the answer is
				// false,
				// as the asker initialised it
			}
		}
	}

	@Override
	public int doWrite(ByteBuffer chunk) {
		int count = chunk.remaining();
		chunk.get(this.body, this.length, count);
		this.length += count;
		return count;
	}

	@Override
	public long getBytesWritten() {
		return this.length;
	}

}
