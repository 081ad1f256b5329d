package io.perfstarter.boot.hibernate;

import java.util.List;

import io.perfstarter.boot.hibernate.Shop.Seen;
import io.perfstarter.boot.hibernate.app.Customer;
import io.perfstarter.boot.hibernate.app.Line;
import io.perfstarter.boot.hibernate.app.Product;
import io.perfstarter.boot.hibernate.app.Purchase;
import io.perfstarter.boot.hibernate.app.ShopApplication;
import io.perfstarter.series.PersistenceUnit;
import io.perfstarter.series.PersistenceUnit.EntityTotals;
import io.perfstarter.series.PersistenceUnit.RegionTotals;
import io.perfstarter.trace.Persistence.Count;
import org.hibernate.StatelessSession;
import org.hibernate.stat.EntityStatistics;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each figure is exact: it is what Hibernate's own statistics say.
 */
class CountTests {

	@Test
	void entitiesSessionsAndTransactions() {
		Shop.compared().run((context) -> {
			Shop shop = new Shop(context);
			Statistics statistics = shop.statistics();
			Seen seen = shop.run((em) -> ShopApplication.fill(em, 4));
			assertThat(seen.failure()).isNull();
			assertThat(seen.get(Count.ENTITIES_INSERTED)).isEqualTo(statistics.getEntityInsertCount()).isEqualTo(28);
			statistics.clear();
			seen = shop.execution(() -> {
				shop.inTransaction((em) -> {
					LoadCauseTests.purchases(em).forEach((purchase) -> purchase.lines.size());
					em.find(Customer.class, 1L).setName("new");
					em.createQuery("select count(p) from Product p").getSingleResult();
					em.flush();
					em.find(Customer.class, 2L).setName("new");
				});
				shop.inTransaction((em) -> {
					em.remove(em.find(Line.class, 1L));
					em.remove(em.find(Line.class, 2L));
					em.refresh(em.find(Customer.class, 3L));
				});
			});
			assertThat(seen.failure()).isNull();
			assertThat(seen.get(Count.ENTITIES_LOADED)).isEqualTo(statistics.getEntityLoadCount()).isGreaterThan(20);
			assertThat(seen.get(Count.ENTITIES_UPDATED)).isEqualTo(statistics.getEntityUpdateCount()).isEqualTo(2);
			assertThat(seen.get(Count.ENTITIES_DELETED)).isEqualTo(statistics.getEntityDeleteCount()).isEqualTo(2);
			assertThat(seen.get(Count.COLLECTIONS_INITIALIZED)).isEqualTo(statistics.getCollectionFetchCount())
				.isEqualTo(4);
			assertThat(seen.get(Count.SESSIONS)).isEqualTo(statistics.getSessionOpenCount()).isEqualTo(2);
			assertThat(seen.get(Count.TRANSACTIONS)).isEqualTo(statistics.getTransactionCount()).isEqualTo(2);
			assertThat(seen.get(Count.FLUSHES)).isEqualTo(statistics.getFlushCount());
			assertThat(seen.get(Count.FLUSH_NANOS)).isPositive();
			totalsAreTheSame(shop);
		});
	}

	/** The first execution's entities were only inserted. */
	private static void totalsAreTheSame(Shop shop) {
		PersistenceUnit unit = shop.unit();
		Statistics statistics = shop.statistics();
		assertThat(unit.entities()).extracting(EntityTotals::simpleName)
			.containsExactly("Customer", "Line", "Product", "Purchase", "Warehouse");
		for (EntityTotals entity : unit.entities()) {
			EntityStatistics own = statistics.getEntityStatistics(entity.name());
			assertThat(entity.get(Count.ENTITIES_LOADED)).as(entity.name()).isEqualTo(own.getLoadCount());
			assertThat(entity.get(Count.ENTITIES_UPDATED)).as(entity.name()).isEqualTo(own.getUpdateCount());
			assertThat(entity.get(Count.ENTITIES_DELETED)).as(entity.name()).isEqualTo(own.getDeleteCount());
		}
		assertThat(unit.collections()).singleElement().satisfies((lines) -> {
			assertThat(lines.shown()).isEqualTo("Purchase.lines");
			assertThat(lines.initialized())
				.isEqualTo(statistics.getCollectionStatistics(Purchase.class.getName() + ".lines").getFetchCount());
		});
		assertThat(unit.get(Count.ENTITIES_LOADED)).isEqualTo(statistics.getEntityLoadCount());
	}

	@Test
	void flushesSayWhatTheyLookedAt() {
		Shop.compared().run((context) -> {
			Shop shop = new Shop(context).filled(2);
			shop.statistics().clear();
			Seen seen = shop.run((em) -> {
				em.createQuery("select c from Customer c", Customer.class).getResultList();
				em.flush();
			});
			assertThat(seen.get(Count.DIRTY_CHECKED)).as("by the flush and by the commit").isEqualTo(4);
			assertThat(seen.get(Count.FLUSHES)).isEqualTo(2).isEqualTo(shop.statistics().getFlushCount());
			shop.statistics().clear();
			seen = shop.run((em) -> {
				em.find(Customer.class, 1L).setName("other");
				em.createQuery("select p from Product p", Product.class).getResultList();
				em.createQuery("select c from Customer c", Customer.class).getResultList();
			});
			assertThat(seen.get(Count.ENTITIES_UPDATED)).isEqualTo(1);
			assertThat(seen.get(Count.FLUSHES)).as("before the second query, and at the commit")
				.isEqualTo(2)
				.isEqualTo(shop.statistics().getFlushCount());
			assertThat(seen.get(Count.DIRTY_CHECKED)).as("before the first query, too").isGreaterThan(4);
		});
	}

	@Test
	void sameRowLoadedAgainAndAgain() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(1).run((em) -> {
				for (int i = 0; i < 6; i++) {
					em.find(Customer.class, 1L);
					em.clear();
				}
			});
			assertThat(seen.get(Count.ENTITIES_LOADED)).isEqualTo(6);
			assertThat(seen.maxLoads()).isEqualTo(6);
		});
	}

	@Test
	void optimisticLockFailures() {
		Shop.compared().run((context) -> {
			Shop shop = new Shop(context).filled(1);
			Customer[] detached = new Customer[1];
			shop.inTransaction((em) -> detached[0] = em.find(Customer.class, 1L));
			Seen seen = shop.run((em) -> {
				Customer customer = em.find(Customer.class, 1L);
				customer.setName("mine");
				em.createNativeQuery("update customer set version = 7").executeUpdate();
				customer.setName("mine again");
			});
			assertThat(seen.failure()).isNotNull();
			assertThat(seen.get(Count.OPTIMISTIC_LOCK_FAILURES)).isEqualTo(1);
			shop.inTransaction((em) -> em.createNativeQuery("update customer set version = 8").executeUpdate());
			detached[0].setName("late");
			seen = shop.run((em) -> em.merge(detached[0]));
			assertThat(seen.failure()).isNotNull();
			assertThat(seen.get(Count.OPTIMISTIC_LOCK_FAILURES)).isEqualTo(1);
			assertThat(shop.unit().get(Count.OPTIMISTIC_LOCK_FAILURES)).isEqualTo(2)
				.isEqualTo(shop.statistics().getOptimisticFailureCount());
			assertThat(shop.unit().entity(Customer.class.getName()).get(Count.OPTIMISTIC_LOCK_FAILURES)).isEqualTo(2);
		});
	}

	@Test
	void cachesByRegion() {
		cached(Shop.compared()).run((context) -> {
			Shop shop = new Shop(context).filled(2);
			Statistics statistics = shop.statistics();
			Seen seen = shop.execution(() -> {
				for (int i = 0; i < 3; i++) {
					shop.inTransaction((em) -> {
						em.find(Product.class, 1L);
						em.find(Product.class, 2L);
						em.createQuery("select c.name from Customer c", String.class)
							.setHint("org.hibernate.cacheable", true)
							.getResultList();
					});
				}
				shop.sessionFactory().getCache().evictEntityData();
				shop.inTransaction((em) -> em.find(Product.class, 1L));
			});
			assertThat(seen.failure()).isNull();
			assertThat(seen.get(Count.CACHE_HITS)).isEqualTo(statistics.getSecondLevelCacheHitCount()).isEqualTo(6);
			assertThat(seen.get(Count.CACHE_MISSES)).isEqualTo(statistics.getSecondLevelCacheMissCount()).isEqualTo(1);
			assertThat(seen.get(Count.ENTITIES_LOADED)).isEqualTo(statistics.getEntityLoadCount()).isEqualTo(1);
			assertThat(seen.get(Count.QUERY_CACHE_HITS)).isEqualTo(statistics.getQueryCacheHitCount()).isEqualTo(2);
			assertThat(seen.get(Count.QUERY_CACHE_MISSES)).isEqualTo(statistics.getQueryCacheMissCount()).isEqualTo(1);
			assertThat(seen.get(Count.QUERY_CACHE_PUTS)).isEqualTo(statistics.getQueryCachePutCount()).isEqualTo(1);
			assertThat(shop.unit().get(Count.CACHE_PUTS)).isEqualTo(statistics.getSecondLevelCachePutCount());
			List<RegionTotals> regions = shop.unit().regions();
			assertThat(regions).hasSize(2);
			RegionTotals queries = regions.stream().filter(RegionTotals::holdsQueries).findFirst().orElseThrow();
			RegionTotals products = regions.stream().filter((one) -> !one.holdsQueries()).findFirst().orElseThrow();
			assertThat(queries.hits()).isEqualTo(2);
			assertThat(products.name()).isEqualTo(Product.class.getName());
			assertThat(products.hits()).isEqualTo(6);
		});
	}

	private static ApplicationContextRunner cached(ApplicationContextRunner runner) {
		return runner.withPropertyValues("spring.jpa.properties.hibernate.cache.use_second_level_cache=true",
				"spring.jpa.properties.hibernate.cache.use_query_cache=true",
				"spring.jpa.properties.hibernate.cache.region.factory_class=jcache",
				"spring.jpa.properties.hibernate.javax.cache.missing_cache_strategy=create",
				"spring.jpa.properties.hibernate.javax.cache.provider=com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
	}

	@Test
	void pagingInMemory() {
		Shop.measured().run((context) -> {
			Shop shop = new Shop(context).filled(3);
			Seen seen = shop
				.run((em) -> em
					.createQuery("select p from Purchase p join fetch p.warehouse join fetch p.lines l order by l.id",
							Purchase.class)
					.setMaxResults(2)
					.getResultList());
			assertThat(seen.failure()).isNull();
			assertThat(seen.get(Count.PAGED_IN_MEMORY)).isEqualTo(1);
			seen = shop.run((em) -> em.createQuery("select p from Purchase p join fetch p.warehouse", Purchase.class)
				.setMaxResults(2)
				.getResultList());
			assertThat(seen.get(Count.PAGED_IN_MEMORY)).isZero();
			assertThat(shop.store().persistenceUnits().pagedInMemoryCount()).isEqualTo(1);
		});
	}

	/** Their queries and what they write is measured; what they load is not told of. */
	@Test
	void sessionsWithoutState() {
		Shop.compared().run((context) -> {
			Shop shop = new Shop(context).filled(1);
			Seen seen = shop.execution(() -> {
				try (StatelessSession session = shop.sessionFactory().openStatelessSession()) {
					session.beginTransaction();
					session.insert(new Customer(10));
					Customer customer = session.get(Customer.class, 10L);
					customer.setName("other");
					session.update(customer);
					session.delete(customer);
					session.getTransaction().commit();
				}
			});
			assertThat(seen.failure()).isNull();
			assertThat(seen.causes()).containsExactly("-", "-", "-", "-");
			assertThat(seen.get(Count.ENTITIES_INSERTED)).isEqualTo(1);
			assertThat(seen.get(Count.ENTITIES_UPDATED)).isEqualTo(1);
			assertThat(seen.get(Count.ENTITIES_DELETED)).isEqualTo(1);
			assertThat(seen.get(Count.SESSIONS)).isZero();
			assertThat(seen.get(Count.TRANSACTIONS)).isZero();
			assertThat(seen.get(Count.ENTITIES_LOADED)).isZero();
		});
	}

}
