package io.perfstarter.boot.hibernate;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.perfstarter.series.PersistenceUnits;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Persistence.Count;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Notices queries whose limit Hibernate applies in memory. It says so nowhere but in its
 * log, as a warning; an appender beside the others reads it there, on the thread of the
 * query. Whatever is not on a thread of this application's executions is not its own.
 */
final class PagingWatch extends AppenderBase<ILoggingEvent> implements DisposableBean {

	static final String LOGGER = "org.hibernate.orm.query";

	/** Hibernate's id of the message, which does not depend on the language. */
	private static final String MESSAGE = "HHH90003004";

	private final Tracer tracer;

	private final Guard guard;

	private final PersistenceUnits units;

	PagingWatch(Tracer tracer, Guard guard, PersistenceUnits units) {
		this.tracer = tracer;
		this.guard = guard;
		this.units = units;
	}

	/** Begins to watch, if Logback is what logs. */
	void watch() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
			setContext(loggers);
			setName("performance-paging-" + Integer.toHexString(System.identityHashCode(this)));
			start();
			loggers.getLogger(LOGGER).addAppender(this);
		}
	}

	@Override
	protected void append(ILoggingEvent event) {
		try {
			String message = event.getMessage();
			if (message != null && message.startsWith(MESSAGE)) {
				Track track = this.tracer.current();
				if (track != null) {
					track.persistence().add(Count.PAGED_IN_MEMORY, 1);
					this.units.pagedInMemory();
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("hibernate", ex);
		}
	}

	@Override
	public void destroy() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
			Logger logger = loggers.getLogger(LOGGER);
			logger.detachAppender(this);
			stop();
		}
	}

}
