package io.perfstarter.boot.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Track;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.event.spi.FlushEventListener;
import org.hibernate.event.spi.InitializeCollectionEvent;
import org.hibernate.event.spi.InitializeCollectionEventListener;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.event.spi.LockEvent;
import org.hibernate.event.spi.LockEventListener;
import org.hibernate.event.spi.MergeContext;
import org.hibernate.event.spi.MergeEvent;
import org.hibernate.event.spi.MergeEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Listeners around those that do the work, Hibernate's own and the user's: a listener
 * beside them would not be told of an exception, and the cause has to be set back then.
 */
final class MeasuredListeners {

	private MeasuredListeners() {
	}

	/** Puts them around the listeners that are there. */
	static void install(EventListenerRegistry registry, PersistenceMeter meter) {
		around(registry.getEventListenerGroup(EventType.LOAD),
				(listeners) -> new Load(listeners.toArray(new LoadEventListener[0]), meter));
		around(registry.getEventListenerGroup(EventType.INIT_COLLECTION),
				(listeners) -> new Initialize(listeners.toArray(new InitializeCollectionEventListener[0]), meter));
		around(registry.getEventListenerGroup(EventType.FLUSH),
				(listeners) -> new Flush(listeners.toArray(new FlushEventListener[0]), meter));
		around(registry.getEventListenerGroup(EventType.AUTO_FLUSH),
				(listeners) -> new AutoFlush(listeners.toArray(new AutoFlushEventListener[0]), meter));
		around(registry.getEventListenerGroup(EventType.MERGE),
				(listeners) -> new Merge(listeners.toArray(new MergeEventListener[0]), meter));
		around(registry.getEventListenerGroup(EventType.LOCK),
				(listeners) -> new Lock(listeners.toArray(new LockEventListener[0]), meter));
	}

	private static <T> void around(EventListenerGroup<T> group, Function<List<T>, T> wrap) {
		List<T> listeners = new ArrayList<>();
		group.fireLazyEventOnEachListener(() -> listeners, (listener, all) -> all.add(listener));
		if (!listeners.isEmpty()) {
			T around = wrap.apply(listeners);
			group.clearListeners();
			group.appendListener(around);
		}
	}

	/** Names the association through which an entity is loaded. */
	private record Load(LoadEventListener[] listeners, PersistenceMeter meter) implements LoadEventListener {

		@Override
		public void onLoad(LoadEvent event, LoadType type) {
			if (type == LoadEventListener.LOAD) {
				boolean known = this.meter.isProxied(event);
				load(event, type);
				this.meter.referenced(event, known);
				return;
			}
			Track track = (type == LoadEventListener.IMMEDIATE_LOAD || event.isAssociationFetch()) ? this.meter.track()
					: null;
			if (track == null) {
				load(event, type);
				return;
			}
			int generation = track.generation();
			LoadCause before = this.meter.loading(track, event, type);
			try {
				load(event, type);
			}
			finally {
				this.meter.restore(track, generation, before);
			}
		}

		private void load(LoadEvent event, LoadType type) {
			for (LoadEventListener listener : this.listeners) {
				listener.onLoad(event, type);
			}
		}

	}

	/** Names the collection that is initialised. */
	private record Initialize(InitializeCollectionEventListener[] listeners,
			PersistenceMeter meter) implements InitializeCollectionEventListener {

		@Override
		public void onInitializeCollection(InitializeCollectionEvent event) {
			Track track = this.meter.track();
			int generation = (track != null) ? track.generation() : 0;
			LoadCause before = this.meter.initializing(track, event.getCollection(), event.getSession());
			try {
				for (InitializeCollectionEventListener listener : this.listeners) {
					listener.onInitializeCollection(event);
				}
			}
			finally {
				this.meter.restore(track, generation, before);
			}
		}

	}

	/** Times flushes. */
	private record Flush(FlushEventListener[] listeners, PersistenceMeter meter) implements FlushEventListener {

		@Override
		public void onFlush(FlushEvent event) {
			long start = this.meter.now();
			boolean any = this.meter.hasEntities(event.getSession());
			try {
				for (FlushEventListener listener : this.listeners) {
					listener.onFlush(event);
				}
			}
			catch (RuntimeException ex) {
				this.meter.failed(ex);
				throw ex;
			}
			finally {
				this.meter.flushed(start, event.getNumberOfEntitiesProcessed(), any);
			}
		}

	}

	/** Times flushes before queries. */
	private record AutoFlush(AutoFlushEventListener[] listeners,
			PersistenceMeter meter) implements AutoFlushEventListener {

		@Override
		public void onAutoFlush(AutoFlushEvent event) {
			long start = this.meter.now();
			try {
				for (AutoFlushEventListener listener : this.listeners) {
					listener.onAutoFlush(event);
				}
			}
			catch (RuntimeException ex) {
				this.meter.failed(ex);
				throw ex;
			}
			finally {
				this.meter.flushed(start, event.getNumberOfEntitiesProcessed(), event.isFlushRequired());
			}
		}

	}

	/** Notices that a row was changed by somebody else. */
	private record Merge(MergeEventListener[] listeners, PersistenceMeter meter) implements MergeEventListener {

		@Override
		public void onMerge(MergeEvent event) {
			try {
				for (MergeEventListener listener : this.listeners) {
					listener.onMerge(event);
				}
			}
			catch (RuntimeException ex) {
				this.meter.failed(ex);
				throw ex;
			}
		}

		/** Cascaded: the failure passes the one above, too. */
		@Override
		public void onMerge(MergeEvent event, @Nullable MergeContext merged) {
			for (MergeEventListener listener : this.listeners) {
				listener.onMerge(event, merged);
			}
		}

	}

	/** Notices that a row was changed by somebody else. */
	private record Lock(LockEventListener[] listeners, PersistenceMeter meter) implements LockEventListener {

		@Override
		public void onLock(LockEvent event) {
			try {
				for (LockEventListener listener : this.listeners) {
					listener.onLock(event);
				}
			}
			catch (RuntimeException ex) {
				this.meter.failed(ex);
				throw ex;
			}
		}

	}

}
