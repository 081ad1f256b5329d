package io.perfstarter.boot.hibernate;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import io.perfstarter.series.MapperStatistics;
import io.perfstarter.series.MapperStatistics.Figures;
import io.perfstarter.series.PersistenceUnit;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Tracer;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.stat.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Lets factories tell of what they do. Thread-safe.
 */
final class FactoryMeasuring {

	private final Tracer tracer;

	private final Guard guard;

	private final SeriesStore store;

	FactoryMeasuring(Tracer tracer, Guard guard, SeriesStore store) {
		this.tracer = tracer;
		this.guard = guard;
		this.store = store;
	}

	Guard guard() {
		return this.guard;
	}

	/**
	 * Returns what measures a factory as soon as it is built, before anybody has it.
	 * @param name the name of its bean
	 * @param others gives the user's own integrators, which stay
	 */
	IntegratorProvider integrators(String name, @Nullable IntegratorProvider others) {
		return () -> {
			List<Integrator> all = new ArrayList<>();
			if (others != null) {
				all.addAll(others.getIntegrators());
			}
			all.add(new Integrator() {
				@Override
				public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
					// Last of all: what other integrators register is there then.
					factory.addObserver(new SessionFactoryObserver() {
						@Override
						public void sessionFactoryCreated(SessionFactory created) {
							measure(name, factory);
						}
					});
				}
			});
			return all;
		};
	}

	/** Measures a factory from now on. Does nothing if it is already. */
	void measure(String name, SessionFactoryImplementor factory) {
		try {
			if (PersistenceListener.of(factory) == null) {
				PersistenceUnit unit = this.store.persistenceUnits().unit(name);
				PersistenceListener.install(factory, new PersistenceMeter(this.tracer, this.guard, unit, factory));
				// What was counted outlives the factory, which may be built anew.
				Reference<SessionFactoryImplementor> built = new WeakReference<>(factory);
				unit.statistics(() -> statistics(built.get()));
			}
		}
		catch (RuntimeException | LinkageError ex) {
			this.guard.swallowed("hibernate", ex);
		}
	}

	private static @Nullable MapperStatistics statistics(@Nullable SessionFactoryImplementor factory) {
		if (factory == null || factory.isClosed()) {
			return null;
		}
		Statistics statistics = factory.getStatistics();
		return new MapperStatistics(statistics.isStatisticsEnabled(),
				"spring.jpa.properties." + AvailableSettings.GENERATE_STATISTICS + "=true",
				statistics.isStatisticsEnabled() ? figures(statistics) : null);
	}

	private static Figures figures(Statistics statistics) {
		return new Figures(statistics.getQueryPlanCacheHitCount(), statistics.getQueryPlanCacheMissCount(),
				statistics.getQueryExecutionCount(), statistics.getQueryExecutionMaxTime() * 1_000_000,
				statistics.getQueryExecutionMaxTimeQueryString(), statistics.getPrepareStatementCount(),
				statistics.getEntityFetchCount(), statistics.getCollectionFetchCount(),
				statistics.getSessionOpenCount(), statistics.getTransactionCount(),
				statistics.getSuccessfulTransactionCount());
	}

}
