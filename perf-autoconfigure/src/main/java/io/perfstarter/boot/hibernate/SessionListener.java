package io.perfstarter.boot.hibernate;

import io.perfstarter.trace.Persistence.Count;
import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Listens to one session: counts its transactions, and names what it loads while it reads
 * other rows and tells no other listener of.
 */
final class SessionListener implements SessionEventListener {

	private final transient PersistenceMeter meter;

	private final transient SharedSessionContractImplementor session;

	SessionListener(PersistenceMeter meter, SharedSessionContractImplementor session) {
		this.meter = meter;
		this.session = session;
	}

	@Override
	public void transactionCompletion(boolean successful) {
		this.meter.count(Count.TRANSACTIONS);
	}

	@Override
	public void jdbcExecuteStatementEnd() {
		this.meter.executed(this.session);
	}

}
