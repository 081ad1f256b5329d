package io.perfstarter.boot.hibernate;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;

import io.perfstarter.trace.Persistence.Count;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Counts entities, for one factory, beside its other listeners.
 */
final class PersistenceListener
		implements PreLoadEventListener, PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener {

	private final transient PersistenceMeter meter;

	private final transient Reference<PersistenceListener> reference = new WeakReference<>(this);

	private PersistenceListener(PersistenceMeter meter) {
		this.meter = meter;
	}

	/** Lets a factory tell the meter of what it does. */
	static void install(SessionFactoryImplementor factory, PersistenceMeter meter) {
		EventListenerRegistry registry = factory.getEventEngine().getListenerRegistry();
		PersistenceListener listener = new PersistenceListener(meter);
		registry.getEventListenerGroup(EventType.PRE_LOAD).appendListener(listener);
		registry.getEventListenerGroup(EventType.POST_INSERT).appendListener(listener);
		registry.getEventListenerGroup(EventType.POST_UPDATE).appendListener(listener);
		registry.getEventListenerGroup(EventType.POST_DELETE).appendListener(listener);
		MeasuredListeners.install(registry, meter);
	}

	/** Finds the listener of a factory; {@code null} if it is not measured. */
	static @Nullable PersistenceListener of(SessionFactoryImplementor factory) {
		PersistenceListener[] found = new PersistenceListener[1];
		factory.getEventEngine()
			.getListenerRegistry()
			.getEventListenerGroup(EventType.PRE_LOAD)
			.fireLazyEventOnEachListener(() -> found, (listener, result) -> {
				if (listener instanceof PersistenceListener own) {
					result[0] = own;
				}
			});
		return found[0];
	}

	PersistenceMeter meter() {
		return this.meter;
	}

	/** Returns a reference for those that outlive the factory; always the same one. */
	Reference<PersistenceListener> reference() {
		return this.reference;
	}

	@Override
	public void onPreLoad(PreLoadEvent event) {
		this.meter.loaded(event);
	}

	@Override
	public void onPostInsert(PostInsertEvent event) {
		this.meter.wrote(Count.ENTITIES_INSERTED, event.getPersister());
	}

	@Override
	public void onPostUpdate(PostUpdateEvent event) {
		this.meter.wrote(Count.ENTITIES_UPDATED, event.getPersister());
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		this.meter.wrote(Count.ENTITIES_DELETED, event.getPersister());
	}

	@Override
	public boolean requiresPostCommitHandling(EntityPersister persister) {
		return false;
	}

}
