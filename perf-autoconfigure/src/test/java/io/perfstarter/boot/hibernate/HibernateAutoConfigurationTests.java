package io.perfstarter.boot.hibernate;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import io.perfstarter.boot.hibernate.Shop.Seen;
import io.perfstarter.boot.hibernate.app.Customer;
import io.perfstarter.boot.hibernate.app.Purchase;
import io.perfstarter.boot.hibernate.app.ShopApplication;
import io.perfstarter.series.PersistenceUnit;
import io.perfstarter.series.SeriesStore;
import io.perfstarter.trace.Guard;
import io.perfstarter.trace.Persistence.Count;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;
import org.hibernate.SessionEventListener;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which factories are measured, and that nobody else notices.
 */
class HibernateAutoConfigurationTests {

	@Test
	void switchedOff() {
		Shop.measured().withPropertyValues("performance.hibernate.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(FactoryMeasuring.class).doesNotHaveBean(FactoryPostProcessor.class);
			Shop shop = new Shop(context).filled(2);
			Seen seen = shop.run((em) -> LoadCauseTests.purchases(em).forEach((purchase) -> purchase.lines.size()));
			assertThat(seen.causes()).containsOnly("-").hasSize(3);
			assertThat(seen.counts()).containsOnly(0);
			assertThat(shop.store().persistenceUnits().all()).isEmpty();
			SessionFactoryImplementor factory = shop.sessionFactory().unwrap(SessionFactoryImplementor.class);
			assertThat(PersistenceListener.of(factory)).isNull();
		});
	}

	@Test
	void monitoringSwitchedOff() {
		Shop.measured().withPropertyValues("performance.monitoring.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(FactoryMeasuring.class);
			new Shop(context).filled(1);
		});
	}

	@Test
	void withoutHibernate() {
		Shop.measured()
			.withClassLoader(new FilteredClassLoader("org.hibernate", "jakarta.persistence", "org.springframework.orm"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(FactoryMeasuring.class);
				assertThat(context.getBean(SeriesStore.class).persistenceUnits().all()).isEmpty();
			});
	}

	@Test
	void withoutLogback() {
		Shop.measured().withClassLoader(new FilteredClassLoader("ch.qos.logback")).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(FactoryMeasuring.class);
			assertThat(context.getBeanNamesForType(PagingWatch.class)).isEmpty();
			assertThat(new Shop(context).run((em) -> ShopApplication.fill(em, 1)).get(Count.ENTITIES_INSERTED))
				.isPositive();
		});
	}

	@Test
	void severalFactories() {
		Shop.measured().withUserConfiguration(Two.class).run((context) -> {
			Shop one = new Shop(context, context.getBean("one", EntityManagerFactory.class));
			Shop two = new Shop(context, context.getBean("two", EntityManagerFactory.class));
			Seen seen = one.run((em) -> em.persist(new Customer(1)));
			assertThat(seen.get(Count.ENTITIES_INSERTED)).isEqualTo(1);
			assertThat(seen.get(Count.SESSIONS)).isEqualTo(1);
			two.run((em) -> {
				em.persist(new Customer(1));
				em.persist(new Customer(2));
			});
			assertThat(unit(one, "one").get(Count.ENTITIES_INSERTED)).isEqualTo(1);
			assertThat(unit(one, "two").get(Count.ENTITIES_INSERTED)).isEqualTo(2);
			assertThat(unit(one, "one").get(Count.SESSIONS)).isEqualTo(1);
			assertThat(unit(one, "two").get(Count.TRANSACTIONS)).isEqualTo(1);
			assertThat(context.getBeanFactory().containsSingleton("later")).as("lazy").isFalse();
			assertThat(one.store().persistenceUnits().all()).extracting(PersistenceUnit::name)
				.containsExactly("one", "two");
			Shop later = new Shop(context, context.getBean("later", EntityManagerFactory.class));
			later.run((em) -> em.persist(new Customer(1)));
			assertThat(unit(one, "later").get(Count.ENTITIES_INSERTED)).isEqualTo(1);
		});
	}

	private static PersistenceUnit unit(Shop shop, String name) {
		return shop.store().persistenceUnits().unit(name);
	}

	@Test
	void severalContextsInOneVirtualMachine() {
		Shop.measured().run((first) -> Shop.measured().run((second) -> {
			Shop one = new Shop(first);
			Shop two = new Shop(second);
			one.run((em) -> em.persist(new Customer(1)));
			two.run((em) -> {
				em.persist(new Customer(1));
				em.persist(new Customer(2));
			});
			assertThat(one.unit().get(Count.ENTITIES_INSERTED)).isEqualTo(1);
			assertThat(one.unit().get(Count.SESSIONS)).isEqualTo(1);
			assertThat(two.unit().get(Count.ENTITIES_INSERTED)).isEqualTo(2);
			assertThat(two.unit().get(Count.SESSIONS)).isEqualTo(1);
		}));
	}

	@Test
	void keepsNoFactoryThatIsClosed() {
		Shop.measured().run((application) -> {
			WeakReference<Object> closed = useAndClose(application);
			Awaitility.await().until(() -> {
				System.gc();
				return closed.get() == null;
			});
			PersistenceUnit unit = new Shop(application).store().persistenceUnits().unit("byHand");
			assertThat(unit.get(Count.ENTITIES_INSERTED)).isEqualTo(1);
			assertThat(unit.statistics()).isNull();
		});
	}

	/** Uses a factory, last of all, and forgets a session that is open. */
	private static WeakReference<Object> useAndClose(ApplicationContext application) {
		try (EntityManagerFactory factory = Two.byHand()) {
			SessionFactoryImplementor built = factory.unwrap(SessionFactoryImplementor.class);
			application.getBean(FactoryMeasuring.class).measure("byHand", built);
			new Shop(application, factory).run((em) -> em.persist(new Customer(1)));
			built.openSession().getReference(Customer.class, 1L);
			return new WeakReference<>(built);
		}
	}

	@Test
	void usersOwnListenersStay() {
		Own.calls.clear();
		Shop.measured()
			.withUserConfiguration(Own.class)
			.withPropertyValues("spring.jpa.properties.hibernate.session.events.auto=" + Own.Sessions.class.getName(),
					"spring.jpa.properties.hibernate.session_factory.statement_inspector="
							+ Own.Inspector.class.getName())
			.run((context) -> {
				Seen seen = new Shop(context).filled(1).run((em) -> em.find(Purchase.class, 1L).lines.size());
				assertThat(Own.calls).contains("integrated", "load", "flush", "inspected");
				assertThat(seen.causes()).containsExactly("-", "LAZY_COLLECTION Purchase.lines");
				assertThat(seen.get(Count.SESSIONS)).isEqualTo(1);
				assertThat(context.getBean(Guard.class).count()).isZero();
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		@Primary
		LocalContainerEntityManagerFactoryBean one(DataSource dataSource) {
			return factory(dataSource);
		}

		/** Built on another thread. */
		@Bean
		LocalContainerEntityManagerFactoryBean two() {
			LocalContainerEntityManagerFactoryBean factory = factory(
					new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
			factory.setBootstrapExecutor(new SimpleAsyncTaskExecutor());
			return factory;
		}

		/** Built by hand. */
		@Bean
		@Lazy
		EntityManagerFactory later() {
			return byHand();
		}

		static EntityManagerFactory byHand() {
			return new HibernatePersistenceConfiguration("later").managedClass(Customer.class)
				.property("hibernate.connection.url", "jdbc:h2:mem:" + UUID.randomUUID())
				.property("hibernate.hbm2ddl.auto", "create")
				.createEntityManagerFactory();
		}

		private static LocalContainerEntityManagerFactoryBean factory(DataSource dataSource) {
			LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
			factory.setDataSource(dataSource);
			factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
			factory.setPackagesToScan(Customer.class.getPackageName());
			factory.setJpaPropertyMap(
					Map.of("hibernate.hbm2ddl.auto", "create", "hibernate.cache.use_second_level_cache", "false"));
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		static final List<String> calls = new ArrayList<>();

		@Bean
		HibernatePropertiesCustomizer customizer() {
			return (properties) -> properties.put("hibernate.integrator_provider",
					(IntegratorProvider) () -> List.of(new Integrator() {
						@Override
						public void integrate(Metadata metadata, BootstrapContext context,
								SessionFactoryImplementor factory) {
							calls.add("integrated");
							factory.getEventEngine()
								.getListenerRegistry()
								.prependListeners(EventType.LOAD, new Loads());
						}
					}));
		}

		static final class Loads implements LoadEventListener {

			@Override
			public void onLoad(LoadEvent event, LoadType type) {
				calls.add("load");
			}

		}

		public static final class Sessions implements SessionEventListener {

			@Override
			public void flushStart() {
				calls.add("flush");
			}

		}

		public static final class Inspector implements StatementInspector {

			@Override
			public String inspect(String sql) {
				calls.add("inspected");
				return sql;
			}

		}

	}

}
