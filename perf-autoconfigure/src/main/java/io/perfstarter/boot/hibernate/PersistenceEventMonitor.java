package io.perfstarter.boot.hibernate;

import java.lang.ref.Reference;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import org.hibernate.LockMode;
import org.hibernate.cache.spi.Region;
import org.hibernate.cache.spi.access.CachedDomainDataAccess;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.monitor.spi.DiagnosticEvent;
import org.hibernate.event.monitor.spi.EventMonitor;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Tells of sessions and of the caches. Hibernate finds it as a service and takes one
 * monitor only, so it hands on to another that there may be. It keeps nothing of any
 * application: whose session it is says the session's factory. Public since Hibernate
 * makes it; not for use.
 */
public final class PersistenceEventMonitor implements EventMonitor {

	private final @Nullable EventMonitor other;

	/**
	 * Whose session was seen last, which saves looking for the listener. Weak, since this
	 * outlives every application.
	 */
	private volatile @Nullable Reference<PersistenceListener> last;

	/**
	 * Called by Hibernate.
	 */
	public PersistenceEventMonitor() {
		this.other = other();
	}

	private static @Nullable EventMonitor other() {
		try {
			return ServiceLoader.load(EventMonitor.class)
				.stream()
				.filter((provider) -> provider.type() != PersistenceEventMonitor.class)
				.findFirst()
				.map(ServiceLoader.Provider::get)
				.orElse(null);
		}
		catch (ServiceConfigurationError ex) {
			// One that cannot be made would not have been there without this one either.
			return null;
		}
	}

	private @Nullable PersistenceListener listener(SharedSessionContractImplementor session) {
		Reference<PersistenceListener> known = this.last;
		PersistenceListener last = (known != null) ? known.get() : null;
		SessionFactoryImplementor factory = session.getFactory();
		if (last == null || last.meter().factory() != factory) {
			last = PersistenceListener.of(factory);
			if (last != null) {
				this.last = last.reference();
			}
		}
		return last;
	}

	private void opened(SharedSessionContractImplementor session) {
		PersistenceListener listener = listener(session);
		if (listener != null) {
			listener.meter().sessionOpened(session);
		}
	}

	private void closed(SharedSessionContractImplementor session) {
		PersistenceListener listener = listener(session);
		if (listener != null) {
			listener.meter().sessionClosed(session);
		}
	}

	private void put(SharedSessionContractImplementor session, Region region, boolean changed) {
		PersistenceListener listener = listener(session);
		if (listener != null && changed) {
			listener.meter().cachePut(region);
		}
	}

	private void read(SharedSessionContractImplementor session, Region region, boolean hit) {
		PersistenceListener listener = listener(session);
		if (listener != null) {
			listener.meter().cacheRead(region, hit);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginSessionOpenEvent() {
		return (this.other != null) ? this.other.beginSessionOpenEvent() : null;
	}

	@Override
	public void completeSessionOpenEvent(@Nullable DiagnosticEvent sessionOpenEvent,
			SharedSessionContractImplementor session) {
		opened(session);
		if (this.other != null) {
			this.other.completeSessionOpenEvent(sessionOpenEvent, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginSessionClosedEvent() {
		return (this.other != null) ? this.other.beginSessionClosedEvent() : null;
	}

	@Override
	public void completeSessionClosedEvent(@Nullable DiagnosticEvent sessionClosedEvent,
			SharedSessionContractImplementor session) {
		closed(session);
		if (this.other != null) {
			this.other.completeSessionClosedEvent(sessionClosedEvent, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginJdbcConnectionAcquisitionEvent() {
		return (this.other != null) ? this.other.beginJdbcConnectionAcquisitionEvent() : null;
	}

	@Override
	public void completeJdbcConnectionAcquisitionEvent(@Nullable DiagnosticEvent jdbcConnectionAcquisitionEvent,
			SharedSessionContractImplementor session, Object tenantId) {
		if (this.other != null) {
			this.other.completeJdbcConnectionAcquisitionEvent(jdbcConnectionAcquisitionEvent, session, tenantId);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginJdbcConnectionReleaseEvent() {
		return (this.other != null) ? this.other.beginJdbcConnectionReleaseEvent() : null;
	}

	@Override
	public void completeJdbcConnectionReleaseEvent(@Nullable DiagnosticEvent jdbcConnectionReleaseEvent,
			SharedSessionContractImplementor session, Object tenantId) {
		if (this.other != null) {
			this.other.completeJdbcConnectionReleaseEvent(jdbcConnectionReleaseEvent, session, tenantId);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginJdbcPreparedStatementCreationEvent() {
		return (this.other != null) ? this.other.beginJdbcPreparedStatementCreationEvent() : null;
	}

	@Override
	public void completeJdbcPreparedStatementCreationEvent(@Nullable DiagnosticEvent jdbcPreparedStatementCreation,
			String preparedStatementSql) {
		if (this.other != null) {
			this.other.completeJdbcPreparedStatementCreationEvent(jdbcPreparedStatementCreation, preparedStatementSql);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginJdbcPreparedStatementExecutionEvent() {
		return (this.other != null) ? this.other.beginJdbcPreparedStatementExecutionEvent() : null;
	}

	@Override
	public void completeJdbcPreparedStatementExecutionEvent(
			@Nullable DiagnosticEvent jdbcPreparedStatementExecutionEvent, String preparedStatementSql) {
		if (this.other != null) {
			this.other.completeJdbcPreparedStatementExecutionEvent(jdbcPreparedStatementExecutionEvent,
					preparedStatementSql);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginJdbcBatchExecutionEvent() {
		return (this.other != null) ? this.other.beginJdbcBatchExecutionEvent() : null;
	}

	@Override
	public void completeJdbcBatchExecutionEvent(@Nullable DiagnosticEvent jdbcBatchExecutionEvent,
			String statementSql) {
		if (this.other != null) {
			this.other.completeJdbcBatchExecutionEvent(jdbcBatchExecutionEvent, statementSql);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginCachePutEvent() {
		return (this.other != null) ? this.other.beginCachePutEvent() : null;
	}

	@Override
	public void completeCachePutEvent(@Nullable DiagnosticEvent cachePutEvent, SharedSessionContractImplementor session,
			Region region, boolean cacheContentChanged, CacheActionDescription description) {
		put(session, region, cacheContentChanged);
		if (this.other != null) {
			this.other.completeCachePutEvent(cachePutEvent, session, region, cacheContentChanged, description);
		}
	}

	@Override
	public void completeCachePutEvent(@Nullable DiagnosticEvent cachePutEvent, SharedSessionContractImplementor session,
			CachedDomainDataAccess cachedDomainDataAccess, EntityPersister persister, boolean cacheContentChanged,
			CacheActionDescription description) {
		put(session, cachedDomainDataAccess.getRegion(), cacheContentChanged);
		if (this.other != null) {
			this.other.completeCachePutEvent(cachePutEvent, session, cachedDomainDataAccess, persister,
					cacheContentChanged, description);
		}
	}

	@Override
	public void completeCachePutEvent(@Nullable DiagnosticEvent cachePutEvent, SharedSessionContractImplementor session,
			CachedDomainDataAccess cachedDomainDataAccess, EntityPersister persister, boolean cacheContentChanged,
			boolean isNatualId, CacheActionDescription description) {
		put(session, cachedDomainDataAccess.getRegion(), cacheContentChanged);
		if (this.other != null) {
			this.other.completeCachePutEvent(cachePutEvent, session, cachedDomainDataAccess, persister,
					cacheContentChanged, isNatualId, description);
		}
	}

	@Override
	public void completeCachePutEvent(@Nullable DiagnosticEvent cachePutEvent, SharedSessionContractImplementor session,
			CachedDomainDataAccess cachedDomainDataAccess, CollectionPersister persister, boolean cacheContentChanged,
			CacheActionDescription description) {
		put(session, cachedDomainDataAccess.getRegion(), cacheContentChanged);
		if (this.other != null) {
			this.other.completeCachePutEvent(cachePutEvent, session, cachedDomainDataAccess, persister,
					cacheContentChanged, description);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginCacheGetEvent() {
		return (this.other != null) ? this.other.beginCacheGetEvent() : null;
	}

	@Override
	public void completeCacheGetEvent(@Nullable DiagnosticEvent cacheGetEvent, SharedSessionContractImplementor session,
			Region region, boolean hit) {
		read(session, region, hit);
		if (this.other != null) {
			this.other.completeCacheGetEvent(cacheGetEvent, session, region, hit);
		}
	}

	@Override
	public void completeCacheGetEvent(@Nullable DiagnosticEvent cacheGetEvent, SharedSessionContractImplementor session,
			Region region, EntityPersister persister, boolean isNaturalKey, boolean hit) {
		read(session, region, hit);
		if (this.other != null) {
			this.other.completeCacheGetEvent(cacheGetEvent, session, region, persister, isNaturalKey, hit);
		}
	}

	@Override
	public void completeCacheGetEvent(@Nullable DiagnosticEvent cacheGetEvent, SharedSessionContractImplementor session,
			Region region, CollectionPersister persister, boolean hit) {
		read(session, region, hit);
		if (this.other != null) {
			this.other.completeCacheGetEvent(cacheGetEvent, session, region, persister, hit);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginFlushEvent() {
		return (this.other != null) ? this.other.beginFlushEvent() : null;
	}

	@Override
	public void completeFlushEvent(@Nullable DiagnosticEvent flushEvent, FlushEvent event) {
		if (this.other != null) {
			this.other.completeFlushEvent(flushEvent, event);
		}
	}

	@Override
	public void completeFlushEvent(@Nullable DiagnosticEvent flushEvent, FlushEvent event, boolean autoFlush) {
		if (this.other != null) {
			this.other.completeFlushEvent(flushEvent, event, autoFlush);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginPartialFlushEvent() {
		return (this.other != null) ? this.other.beginPartialFlushEvent() : null;
	}

	@Override
	public void completePartialFlushEvent(@Nullable DiagnosticEvent flushEvent, AutoFlushEvent event) {
		if (this.other != null) {
			this.other.completePartialFlushEvent(flushEvent, event);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginDirtyCalculationEvent() {
		return (this.other != null) ? this.other.beginDirtyCalculationEvent() : null;
	}

	@Override
	public void completeDirtyCalculationEvent(@Nullable DiagnosticEvent dirtyCalculationEvent,
			SharedSessionContractImplementor session, EntityPersister persister, EntityEntry entry,
			int[] dirtyProperties) {
		if (this.other != null) {
			this.other.completeDirtyCalculationEvent(dirtyCalculationEvent, session, persister, entry, dirtyProperties);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginPrePartialFlush() {
		return (this.other != null) ? this.other.beginPrePartialFlush() : null;
	}

	@Override
	public void completePrePartialFlush(@Nullable DiagnosticEvent prePartialFlush,
			SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completePrePartialFlush(prePartialFlush, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginEntityInsertEvent() {
		return (this.other != null) ? this.other.beginEntityInsertEvent() : null;
	}

	@Override
	public void completeEntityInsertEvent(@Nullable DiagnosticEvent event, Object id, String entityName,
			boolean success, SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeEntityInsertEvent(event, id, entityName, success, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginEntityUpdateEvent() {
		return (this.other != null) ? this.other.beginEntityUpdateEvent() : null;
	}

	@Override
	public void completeEntityUpdateEvent(@Nullable DiagnosticEvent event, Object id, String entityName,
			boolean success, SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeEntityUpdateEvent(event, id, entityName, success, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginEntityUpsertEvent() {
		return (this.other != null) ? this.other.beginEntityUpsertEvent() : null;
	}

	@Override
	public void completeEntityUpsertEvent(@Nullable DiagnosticEvent event, Object id, String entityName,
			boolean success, SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeEntityUpsertEvent(event, id, entityName, success, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginEntityDeleteEvent() {
		return (this.other != null) ? this.other.beginEntityDeleteEvent() : null;
	}

	@Override
	public void completeEntityDeleteEvent(@Nullable DiagnosticEvent event, Object id, String entityName,
			boolean success, SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeEntityDeleteEvent(event, id, entityName, success, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginEntityLockEvent() {
		return (this.other != null) ? this.other.beginEntityLockEvent() : null;
	}

	@Override
	public void completeEntityLockEvent(@Nullable DiagnosticEvent event, Object id, String entityName,
			LockMode lockMode, boolean success, SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeEntityLockEvent(event, id, entityName, lockMode, success, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginCollectionRecreateEvent() {
		return (this.other != null) ? this.other.beginCollectionRecreateEvent() : null;
	}

	@Override
	public void completeCollectionRecreateEvent(@Nullable DiagnosticEvent event, Object id, String role,
			boolean success, SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeCollectionRecreateEvent(event, id, role, success, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginCollectionUpdateEvent() {
		return (this.other != null) ? this.other.beginCollectionUpdateEvent() : null;
	}

	@Override
	public void completeCollectionUpdateEvent(@Nullable DiagnosticEvent event, Object id, String role, boolean success,
			SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeCollectionUpdateEvent(event, id, role, success, session);
		}
	}

	@Override
	public @Nullable DiagnosticEvent beginCollectionRemoveEvent() {
		return (this.other != null) ? this.other.beginCollectionRemoveEvent() : null;
	}

	@Override
	public void completeCollectionRemoveEvent(@Nullable DiagnosticEvent event, Object id, String role, boolean success,
			SharedSessionContractImplementor session) {
		if (this.other != null) {
			this.other.completeCollectionRemoveEvent(event, id, role, success, session);
		}
	}

}
