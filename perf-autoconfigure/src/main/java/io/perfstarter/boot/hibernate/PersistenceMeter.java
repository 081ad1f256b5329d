package io.perfstarter.boot.hibernate;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.perfstarter.series.PersistenceUnit;
import io.perfstarter.series.PersistenceUnit.EntityTotals;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Persistence.Count;
import io.perfstarter.trace.Statement;
import io.perfstarter.trace.Track;
import io.perfstarter.trace.Tracer;
import jakarta.persistence.OptimisticLockException;
import org.hibernate.StaleObjectStateException;
import org.hibernate.StaleStateException;
import org.hibernate.cache.spi.QueryResultsRegion;
import org.hibernate.cache.spi.Region;
import org.hibernate.cache.spi.TimestampsRegion;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.dialect.lock.OptimisticEntityLockException;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.event.spi.LoadEventListener.LoadType;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.jspecify.annotations.Nullable;

/**
 * What the listeners of one factory tell of what it does. Thread-safe. No method throws:
 * what fails in here is the guard's.
 */
final class PersistenceMeter {

	private static final int MAX_REFERENCES = 1000;

	private final Tracer tracer;

	private final Guard guard;

	private final PersistenceUnit unit;

	private final SessionFactoryImplementor factory;

	private final Associations associations;

	/**
	 * Proxies that the application asked for itself, until their session is closed, by
	 * the token of the session: one that nobody closes is not kept.
	 */
	private final Map<Object, Set<EntityKey>> references = new ConcurrentHashMap<>();

	PersistenceMeter(Tracer tracer, Guard guard, PersistenceUnit unit, SessionFactoryImplementor factory) {
		this.tracer = tracer;
		this.guard = guard;
		this.unit = unit;
		this.factory = factory;
		this.associations = new Associations(factory);
	}

	SessionFactoryImplementor factory() {
		return this.factory;
	}

	long now() {
		try {
			return this.tracer.clock().nanoTime();
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
			return 0;
		}
	}

	/** Counts an entity that is being loaded from a row. */
	void loaded(PreLoadEvent event) {
		try {
			EntityPersister persister = event.getPersister();
			if (persister.canReadFromCache() && isFromCache(event)) {
				return;
			}
			EntityTotals entity = this.unit.entity(persister.getEntityName());
			entity.increment(Count.ENTITIES_LOADED);
			this.unit.add(Count.ENTITIES_LOADED, 1);
			Track track = this.tracer.current();
			if (track != null) {
				track.persistence().loaded(entity.simpleName(), event.getId());
			}
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	/**
	 * What is assembled from the cache is registered, without a state, before this event;
	 * what is read from a row only after it.
	 */
	private static boolean isFromCache(PreLoadEvent event) {
		EntityEntry entry = event.getSession().getPersistenceContextInternal().getEntry(event.getEntity());
		return entry != null && entry.getStatus() == Status.LOADING && entry.getLoadedState() == null;
	}

	/** Counts an entity that was written. */
	void wrote(Count count, EntityPersister persister) {
		try {
			this.unit.entity(persister.getEntityName()).increment(count);
			add(count, 1);
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	/** Counts something. */
	void count(Count count) {
		try {
			add(count, 1);
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	/** Whether a flush has anything to do. */
	boolean hasEntities(EventSource session) {
		try {
			PersistenceContext context = session.getPersistenceContextInternal();
			return context.getNumberOfManagedEntities() > 0 || context.getCollectionEntriesSize() > 0;
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
			return false;
		}
	}

	/**
	 * Counts a flush. One before a query that found nothing to write is none, but its
	 * time and what it looked at count.
	 */
	void flushed(long start, int entities, boolean flushed) {
		if (!flushed && entities == 0) {
			return;
		}
		try {
			Track track = this.tracer.current();
			flushed(Count.FLUSHES, flushed ? 1 : 0, track);
			flushed(Count.FLUSH_NANOS, now() - start, track);
			flushed(Count.DIRTY_CHECKED, entities, track);
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	private void flushed(Count count, long value, @Nullable Track track) {
		this.unit.add(count, value);
		if (track != null) {
			track.persistence().add(count, value);
		}
	}

	/** Counts a failure if somebody else changed the row. */
	void failed(RuntimeException failure) {
		try {
			Throwable cause = (failure instanceof OptimisticLockException && failure.getCause() != null)
					? failure.getCause() : failure;
			if (cause instanceof StaleObjectStateException stale && stale.getEntityName() != null) {
				this.unit.entity(stale.getEntityName()).increment(Count.OPTIMISTIC_LOCK_FAILURES);
			}
			if (cause instanceof StaleStateException || cause instanceof OptimisticLockException
					|| cause instanceof OptimisticEntityLockException) {
				add(Count.OPTIMISTIC_LOCK_FAILURES, 1);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	private void add(Count count, long value) {
		this.unit.add(count, value);
		Track track = this.tracer.current();
		if (track != null) {
			track.persistence().add(count, value);
		}
	}

	// --- causes ---

	/**
	 * Returns what to give a cause to.
	 * @return the track, or {@code null} outside of any execution
	 */
	@Nullable Track track() {
		try {
			return this.tracer.current();
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
			return null;
		}
	}

	/** Says that a collection is initialised; returns the cause before. */
	@Nullable LoadCause initializing(@Nullable Track track, PersistentCollection<?> collection, EventSource session) {
		LoadCause before = (track != null) ? track.cause(null) : null;
		LoadCause cause = before;
		try {
			String role = collection.getRole();
			if (role != null && !collection.wasInitialized()) {
				cause = this.associations.collection(role, !session.getPersistenceContextInternal().isLoadFinished());
				this.unit.collection(role, cause.name()).increment();
				this.unit.add(Count.COLLECTIONS_INITIALIZED, 1);
				if (track != null) {
					track.persistence().add(Count.COLLECTIONS_INITIALIZED, 1);
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
		if (track != null) {
			track.cause(cause);
		}
		return before;
	}

	/** Says that an entity is loaded; returns the cause before. */
	@Nullable LoadCause loading(Track track, LoadEvent event, LoadType type) {
		LoadCause before = track.cause(null);
		LoadCause cause = before;
		try {
			cause = cause(event, type, before);
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
		track.cause(cause);
		return before;
	}

	private @Nullable LoadCause cause(LoadEvent event, LoadType type, @Nullable LoadCause before) {
		String entity = event.getEntityClassName();
		if (entity == null) {
			return before;
		}
		if (type == LoadEventListener.IMMEDIATE_LOAD) {
			boolean loading = !event.getSession().getPersistenceContextInternal().isLoadFinished();
			return (!loading && isAskedFor(event)) ? before : this.associations.entity(entity, loading);
		}
		return event.isAssociationFetch() ? this.associations.entity(entity, true) : before;
	}

	/**
	 * Names a query that was run while other rows are read and that has no cause yet: a
	 * reference by a unique key, such as the other side of a one-to-one, of whose load no
	 * event tells.
	 */
	void executed(SharedSessionContractImplementor session) {
		try {
			if (session.getPersistenceContextInternal().isLoadFinished()) {
				return;
			}
			Track track = this.tracer.current();
			Statement statement = (track != null) ? track.lastUnexplained() : null;
			LoadCause cause = (statement != null && statement.table() != null)
					? this.associations.byUniqueKey(statement.table()) : null;
			if (track != null && cause != null) {
				track.explainLast(cause);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	/** Sets the cause back, if the track is still what this thread works for. */
	void restore(@Nullable Track track, int generation, @Nullable LoadCause before) {
		if (track == null) {
			return;
		}
		try {
			if (track.generation() == generation && track == this.tracer.current()) {
				track.cause(before);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	// --- references that the application asked for ---

	/** Remembers a proxy that the application gets, if it is a new one. */
	void referenced(LoadEvent event, boolean known) {
		try {
			if (known || !this.unit.areSessionsKnown() || !(event.getResult() instanceof HibernateProxy proxy)
					|| !proxy.getHibernateLazyInitializer().isUninitialized()) {
				return;
			}
			Set<EntityKey> keys = this.references.get(event.getSession().getSessionToken());
			if (keys == null) {
				if (this.references.size() >= MAX_REFERENCES) {
					return;
				}
				keys = new HashSet<>();
				this.references.put(event.getSession().getSessionToken(), keys);
			}
			if (keys.size() < MAX_REFERENCES) {
				keys.add(key(event));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	/** Whether a proxy is there already. */
	boolean isProxied(LoadEvent event) {
		try {
			return event.getSession().getPersistenceContextInternal().getProxy(key(event)) != null;
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
			return true;
		}
	}

	private boolean isAskedFor(LoadEvent event) {
		if (this.references.isEmpty()) {
			return false;
		}
		Set<EntityKey> keys = this.references.get(event.getSession().getSessionToken());
		return keys != null && keys.contains(key(event));
	}

	private EntityKey key(LoadEvent event) {
		return event.getSession()
			.generateEntityKey(event.getEntityId(),
					this.factory.getMappingMetamodel().getEntityDescriptor(event.getEntityClassName()));
	}

	// --- sessions and caches, told by the event monitor ---

	void sessionOpened(SharedSessionContractImplementor session) {
		try {
			this.unit.sessionsKnown();
			add(Count.SESSIONS, 1);
			session.getEventListenerManager().addListener(new SessionListener(this, session));
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	void sessionClosed(SharedSessionContractImplementor session) {
		if (!this.references.isEmpty()) {
			this.references.remove(session.getSessionToken());
		}
	}

	void cacheRead(Region region, boolean hit) {
		try {
			if (region instanceof TimestampsRegion) {
				return;
			}
			boolean queries = region instanceof QueryResultsRegion;
			this.unit.region(region.getName(), queries).get(hit);
			if (queries) {
				add(hit ? Count.QUERY_CACHE_HITS : Count.QUERY_CACHE_MISSES, 1);
			}
			else {
				add(hit ? Count.CACHE_HITS : Count.CACHE_MISSES, 1);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	void cachePut(Region region) {
		try {
			if (region instanceof TimestampsRegion) {
				return;
			}
			boolean queries = region instanceof QueryResultsRegion;
			this.unit.region(region.getName(), queries).put();
			add(queries ? Count.QUERY_CACHE_PUTS : Count.CACHE_PUTS, 1);
		}
		catch (RuntimeException | LinkageError ex) {
			swallowed(ex);
		}
	}

	void swallowed(Throwable ex) {
		this.guard.swallowed("hibernate", ex);
	}

}
