package io.perfstarter.trace;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds the call site on the current thread's stack. Thread-safe. A walk costs some
 * microseconds, so it is made only when it is wanted.
 * <p>
 * The first frame in one of the application's packages wins; without any, the first frame
 * that belongs to no known framework. Frames of proxies and lambdas' hidden classes are
 * passed over.
 */
public final class CallSites {

	private static final int MAX_DEPTH = 512;

	private static final String[] FRAMEWORKS = { "java.", "javax.", "jdk.", "sun.", "com.sun.", "jakarta.",
			"org.springframework.", "org.hibernate.", "com.zaxxer.hikari.", "org.apache.", "org.eclipse.jetty.",
			"io.perfstarter.trace.", "io.perfstarter.series.", "io.perfstarter.boot.", "org.h2.", "org.postgresql.",
			"com.mysql.", "org.mariadb.", "oracle.jdbc.", "com.microsoft.sqlserver.", "org.hsqldb.", "org.jooq.",
			"org.mybatis.", "com.baomidou.", "org.jdbi.", "org.flywaydb.", "liquibase.", "net.ttddyy.", "com.p6spy.",
			"io.micrometer.", "reactor.", "org.thymeleaf.", "ognl.", "freemarker.", "groovy.", "kotlin.", "kotlinx.",
			"scala.", "net.bytebuddy.", "org.aspectj.", "com.querydsl.", "org.junit.", "io.netty.", "io.undertow.",
			"net.sf.log4jdbc.", "com.github.gavlyukovskiy.", "org.mockito." };

	private final StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private final List<String> packages;

	/**
	 * Creates a finder.
	 * @param applicationPackages the application's own packages; may be empty
	 */
	public CallSites(List<String> applicationPackages) {
		this.packages = applicationPackages.stream()
			.filter((name) -> !name.isEmpty())
			.map((name) -> name + ".")
			.toList();
	}

	/**
	 * Walks the current thread's stack.
	 * @return the application's frame nearest to here, or {@code null} if there is none
	 */
	public @Nullable CallSite find() {
		return this.walker.walk(this::first);
	}

	private @Nullable CallSite first(Stream<StackFrame> frames) {
		StackFrame[] fallback = new StackFrame[1];
		String[] method = new String[1];
		Optional<StackFrame> own = frames.limit(MAX_DEPTH).filter((frame) -> {
			String name = frame.getClassName();
			if (generated(name)) {
				if (fallback[0] == null && Proxy.isProxyClass(frame.getDeclaringClass())) {
					// The outermost of several is the one that the application calls.
					String called = ownMethod(frame);
					method[0] = (called != null) ? called : method[0];
				}
				return false;
			}
			if (startsWithAny(name, this.packages)) {
				return true;
			}
			if (fallback[0] == null && !framework(name)) {
				fallback[0] = frame;
			}
			// Without known packages the first stranger to the frameworks is the answer.
			return this.packages.isEmpty() && fallback[0] != null;
		}).findFirst();
		StackFrame frame = own.orElse(fallback[0]);
		return (frame != null)
				? new CallSite(frame.getClassName(), frame.getMethodName(), frame.getLineNumber(), method[0]) : null;
	}

	/** Returns the method of the application's interface that a proxy stands for. */
	private @Nullable String ownMethod(StackFrame frame) {
		for (Class<?> type : frame.getDeclaringClass().getInterfaces()) {
			if (startsWithAny(type.getName(), this.packages)) {
				return type.getSimpleName() + "." + frame.getMethodName();
			}
		}
		return null;
	}

	private static boolean generated(String name) {
		return name.contains("$$") || name.contains("$Proxy") || name.contains("$HibernateProxy")
				|| name.contains("$HikariProxy");
	}

	private static boolean framework(String name) {
		for (String prefix : FRAMEWORKS) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	private static boolean startsWithAny(String name, List<String> prefixes) {
		for (String prefix : prefixes) {
			if (name.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

}
