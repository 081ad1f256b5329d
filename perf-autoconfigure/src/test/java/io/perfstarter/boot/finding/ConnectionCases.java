package io.perfstarter.boot.finding;

import java.util.Objects;

import io.perfstarter.analysis.FindingType;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Tracer;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Requests that hold connections, and transactions. Time passes by moving the clock.
 */
@RestController
class ConnectionCases {

	private static final Operation SERVICE = new Operation(OperationKind.CLIENT, "GET supplier.example/stock/{id}");

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final TransactionTemplate readOnly;

	private final TransactionTemplate withoutSession;

	private final Tracer tracer;

	private final MovingClock clock;

	ConnectionCases(JdbcTemplate jdbc, PlatformTransactionManager manager, Tracer tracer, MovingClock clock) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(manager);
		this.readOnly = new TransactionTemplate(manager);
		this.readOnly.setReadOnly(true);
		this.withoutSession = new TransactionTemplate(
				new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
		this.tracer = tracer;
		this.clock = clock;
	}

	private void read() {
		this.jdbc.queryForObject("select count(*) from account", Long.class);
	}

	private void call() {
		long start = this.clock.nanoTime();
		this.clock.advance(300);
		Objects.requireNonNull(this.tracer.current())
			.part(EventType.CLIENT, SERVICE, start, this.clock.nanoTime() - start, false);
	}

	/** Problem: a call to another service between reading and the transaction's end. */
	@Finds(value = FindingType.REMOTE_CALL_IN_TRANSACTION, count = 1)
	public void callInTransaction() {
		this.transaction.executeWithoutResult((status) -> {
			read();
			call();
		});
	}

	/** Problem: the connection is taken, then the service is called, then it is used. */
	@Finds(value = FindingType.REMOTE_CALL_IN_TRANSACTION, count = 1)
	public void callBeforeFirstQuery() {
		this.transaction.executeWithoutResult((status) -> {
			call();
			read();
		});
	}

	/** Problem: half a second of computing between two queries of a transaction. */
	@Finds(value = FindingType.IDLE_CONNECTION, count = 1)
	public void computeInTransaction() {
		this.transaction.executeWithoutResult((status) -> {
			read();
			this.clock.advance(500);
			read();
		});
	}

	/** Problem: half a second before the first query of a transaction. */
	@Finds(value = FindingType.EARLY_CONNECTION, count = 1)
	public void computeBeforeFirstQuery() {
		this.transaction.executeWithoutResult((status) -> {
			this.clock.advance(500);
			read();
		});
	}

	/** Problem: said to be read-only, and writes. */
	@Finds(value = FindingType.READ_ONLY_WRITE, count = 1)
	public void writeInReadOnly() {
		this.readOnly
			.executeWithoutResult((status) -> this.jdbc.update("update account set amount = amount where id = ?", 1));
	}

	/** Problem: each request fails and is rolled back. */
	@Finds(value = FindingType.REPEATED_ROLLBACK, count = 1)
	public void rollback() {
		this.transaction.executeWithoutResult((status) -> {
			read();
			throw new IllegalStateException("always");
		});
	}

	/**
	 * Problem: the transaction is over, but the open session keeps the connection until
	 * the answer is sent.
	 */
	@Finds(value = FindingType.REMOTE_CALL_IN_TRANSACTION, count = 1)
	public void callInOpenView() {
		this.transaction.executeWithoutResult((status) -> read());
		call();
	}

	/** Legitimate: the service is called after the transaction. */
	@Finds
	public void callAfterTransaction() {
		this.withoutSession.executeWithoutResult((status) -> read());
		call();
	}

	/** Legitimate: the service is called without a connection. */
	@Finds
	public void callWithoutTransaction() {
		read();
		call();
		read();
	}

	/** Legitimate: a pause too short to matter to others. */
	@Finds
	public void shortPause() {
		this.transaction.executeWithoutResult((status) -> {
			read();
			this.clock.advance(30);
			read();
		});
	}

	/** Legitimate: what callers ask for wrongly is rolled back and refused. */
	@Finds
	public void refused() {
		this.transaction.executeWithoutResult((status) -> {
			read();
			throw new ResponseStatusException(HttpStatus.CONFLICT);
		});
	}

	/** Legitimate: a read-only transaction that reads. */
	@Finds
	public void readInReadOnly() {
		this.readOnly.executeWithoutResult((status) -> read());
	}

	/**
	 * Legitimate: a large result that is read slowly, row by row, is no idle connection.
	 */
	@Finds
	public void slowReading() {
		this.readOnly
			.executeWithoutResult((status) -> this.jdbc.query("select id from note order by id limit 500", (row) -> {
				this.clock.advance(1);
			}));
	}

}
