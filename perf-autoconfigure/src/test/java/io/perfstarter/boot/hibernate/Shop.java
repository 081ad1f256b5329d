package io.perfstarter.boot.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.perfstarter.boot.PerformanceAutoConfiguration;
import io.perfstarter.boot.hibernate.app.ShopApplication;
import io.perfstarter.boot.jdbc.JdbcAutoConfiguration;
import io.perfstarter.series.PersistenceUnit;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.EventType;
import io.perfstarter.trace.Execution;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Operation;
import io.perfstarter.trace.OperationKind;
import io.perfstarter.trace.Persistence;
import io.perfstarter.trace.Persistence.Count;
import io.perfstarter.trace.TimeLine;
import io.perfstarter.trace.Tracer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A shop that is measured, and what was measured.
 */
final class Shop {

	private final ApplicationContext context;

	private final EntityManagerFactory factory;

	Shop(ApplicationContext context) {
		this(context, context.getBean(EntityManagerFactory.class));
	}

	Shop(ApplicationContext context, EntityManagerFactory factory) {
		this.context = context;
		this.factory = factory;
	}

	/** Without the starter. */
	static ApplicationContextRunner bare() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
					TransactionAutoConfiguration.class))
			.withUserConfiguration(ShopApplication.class)
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
					"spring.jpa.hibernate.ddl-auto=create",
					"spring.jpa.properties.hibernate.cache.use_second_level_cache=false");
	}

	static ApplicationContextRunner measured() {
		return bare().withConfiguration(AutoConfigurations.of(PerformanceAutoConfiguration.class,
				JdbcAutoConfiguration.class, HibernateAutoConfiguration.class));
	}

	/** With Hibernate's own statistics to compare with. */
	static ApplicationContextRunner compared() {
		return measured().withPropertyValues("spring.jpa.properties.hibernate.generate_statistics=true");
	}

	Shop filled(int orders) {
		inTransaction((em) -> ShopApplication.fill(em, orders));
		return this;
	}

	void inTransaction(Consumer<EntityManager> work) {
		try (EntityManager em = this.factory.createEntityManager()) {
			em.getTransaction().begin();
			try {
				work.accept(em);
				em.getTransaction().commit();
			}
			finally {
				if (em.getTransaction().isActive()) {
					em.getTransaction().rollback();
				}
			}
		}
	}

	/** Runs something as an execution, in one transaction. */
	Seen run(Consumer<EntityManager> work) {
		return execution(() -> inTransaction(work));
	}

	/** Runs something as an execution. */
	Seen execution(Runnable work) {
		Tracer tracer = this.context.getBean(Tracer.class);
		Execution execution = tracer.start(OperationKind.TASK);
		execution.operation(new Operation(OperationKind.TASK, "test"));
		RuntimeException failure = null;
		try {
			work.run();
		}
		catch (RuntimeException ex) {
			failure = ex;
		}
		try {
			return Seen.of(execution, failure);
		}
		finally {
			tracer.end(execution);
		}
	}

	SeriesStore store() {
		return this.context.getBean(SeriesStore.class);
	}

	PersistenceUnit unit() {
		return store().persistenceUnits().unit("entityManagerFactory");
	}

	Statistics statistics() {
		return this.factory.unwrap(SessionFactory.class).getStatistics();
	}

	SessionFactory sessionFactory() {
		return this.factory.unwrap(SessionFactory.class);
	}

	TransactionTemplate transactions() {
		return new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	/**
	 * What was seen of an execution.
	 *
	 * @param causes of each query its kind and name, or "-"
	 * @param loadCauses the causes, in order
	 * @param counts the counts
	 * @param failure what it threw
	 */
	record Seen(List<String> causes, List<LoadCause> loadCauses, long[] counts, int maxLoads,
			@Nullable RuntimeException failure) {

		static Seen of(Execution execution, @Nullable RuntimeException failure) {
			TimeLine timeLine = execution.track().timeLine();
			List<String> names = new ArrayList<>();
			List<LoadCause> causes = new ArrayList<>();
			for (int i = 0; i < timeLine.size(); i++) {
				if (timeLine.type(i) == EventType.QUERY) {
					LoadCause cause = timeLine.cause(i);
					names.add((cause != null) ? cause.kind() + " " + cause.name() : "-");
					if (cause != null) {
						causes.add(cause);
					}
				}
			}
			Persistence persistence = execution.track().persistence();
			long[] counts = new long[Count.values().length];
			for (Count count : Count.values()) {
				counts[count.ordinal()] = persistence.get(count);
			}
			return new Seen(names, causes, counts, persistence.maxLoads(), failure);
		}

		long get(Count count) {
			return this.counts[count.ordinal()];
		}

	}

}
