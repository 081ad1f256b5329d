package io.perfstarter.boot.hibernate;

import java.util.List;

import io.perfstarter.boot.hibernate.Shop.Seen;
import io.perfstarter.boot.hibernate.app.Customer;
import io.perfstarter.boot.hibernate.app.Line;
import io.perfstarter.boot.hibernate.app.Passport;
import io.perfstarter.boot.hibernate.app.Person;
import io.perfstarter.boot.hibernate.app.Purchase;
import io.perfstarter.trace.LoadCause;
import io.perfstarter.trace.Persistence.Count;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that queries that the application did not ask for are told with their
 * association.
 */
class LoadCauseTests {

	@Test
	void whatTheApplicationAsksForHasNoCause() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(3).run((em) -> {
				em.find(Customer.class, 1L);
				em.getReference(Customer.class, 2L).getName();
				em.createQuery("select c from Customer c", Customer.class).getResultList();
				em.createQuery("select p from Purchase p join fetch p.warehouse join fetch p.lines", Purchase.class)
					.getResultList()
					.forEach((purchase) -> purchase.lines.size());
			});
			assertThat(seen.failure()).isNull();
			assertThat(seen.causes().subList(0, 4)).containsOnly("-");
			assertThat(seen.causes().subList(4, seen.causes().size())).containsOnly("EAGER_COLLECTION Warehouse.gates");
		});
	}

	@Test
	void lazyCollectionIsNamed() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(3)
				.run((em) -> purchases(em).forEach((purchase) -> purchase.lines.size()));
			assertThat(seen.causes()).containsExactly("-", "LAZY_COLLECTION Purchase.lines",
					"LAZY_COLLECTION Purchase.lines", "LAZY_COLLECTION Purchase.lines");
			assertThat(seen.loadCauses()).allSatisfy((cause) -> {
				assertThat(cause.entity()).isEqualTo("Line");
				assertThat(cause.isBatched()).isFalse();
			});
			assertThat(seen.get(Count.COLLECTIONS_INITIALIZED)).isEqualTo(3);
		});
	}

	@Test
	void lazyReferenceIsNamed() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(2)
				.run((em) -> purchases(em).forEach((purchase) -> purchase.customer.getName()));
			assertThat(seen.causes()).containsExactly("-", "LAZY_ENTITY Purchase.customer",
					"LAZY_ENTITY Purchase.customer");
			LoadCause cause = seen.loadCauses().get(0);
			assertThat(cause.entity()).isEqualTo("Customer");
			assertThat(cause.isBatched()).isFalse();
		});
	}

	@Test
	void batchesAreToldAsSuch() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(2).run((em) -> {
				purchases(em).forEach((purchase) -> purchase.tags.size());
				em.createQuery("select l from Line l order by l.id", Line.class)
					.getResultList()
					.forEach((line) -> line.product.getName());
			});
			assertThat(seen.causes()).containsExactly("-", "LAZY_COLLECTION Purchase.tags", "-",
					"LAZY_ENTITY Line.product", "LAZY_ENTITY Line.product");
			assertThat(seen.loadCauses()).allMatch(LoadCause::isBatched);
			assertThat(seen.loadCauses().get(0).entity()).isEmpty();
		});
	}

	@Test
	void defaultBatchSizeIsToldAsSuch() {
		Shop.measured()
			.withPropertyValues("spring.jpa.properties.hibernate.default_batch_fetch_size=20")
			.run((context) -> {
				Seen seen = new Shop(context).filled(3).run((em) -> purchases(em).forEach((purchase) -> {
					purchase.lines.size();
					purchase.customer.getName();
				}));
				assertThat(seen.causes()).containsExactly("-", "LAZY_COLLECTION Purchase.lines",
						"LAZY_ENTITY Purchase.customer");
				assertThat(seen.loadCauses()).allMatch(LoadCause::isBatched);
			});
	}

	@Test
	void eagerAssociationsThatNoQueryAskedForAreNamed() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(2)
				.run((em) -> em.createQuery("select p from Purchase p", Purchase.class).getResultList());
			assertThat(seen.causes()).containsExactly("-", "EAGER_ENTITY Purchase.warehouse",
					"EAGER_ENTITY Purchase.warehouse");
			assertThat(seen.get(Count.EAGER_LOADS)).isEqualTo(2);
			seen = new Shop(context).run((em) -> em.createQuery("select w from Warehouse w").getResultList());
			assertThat(seen.causes()).containsExactly("-", "EAGER_COLLECTION Warehouse.gates",
					"EAGER_COLLECTION Warehouse.gates");
			assertThat(seen.get(Count.EAGER_LOADS)).isEqualTo(2);
		});
	}

	@Test
	void otherSideOfAOneToOneIsNamed() {
		Shop.measured().run((context) -> {
			Shop shop = new Shop(context);
			shop.inTransaction((em) -> {
				for (long id = 1; id <= 3; id++) {
					Person person = new Person(id);
					em.persist(person);
					if (id < 3) {
						em.persist(new Passport(id, person));
					}
				}
			});
			Seen seen = shop.run((em) -> em.createQuery("select p from Person p", Person.class).getResultList());
			assertThat(seen.causes()).containsExactly("-", "EAGER_ENTITY Person.passport",
					"EAGER_ENTITY Person.passport", "EAGER_ENTITY Person.passport");
			assertThat(seen.get(Count.EAGER_LOADS)).isEqualTo(3);
			seen = shop.run((em) -> em.createQuery("select p from Passport p", Passport.class).getResultList());
			assertThat(seen.causes()).as("asked for").containsExactly("-");
		});
	}

	@Test
	void referenceBehindAReferenceIsNamed() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(1).run((em) -> {
				Line line = em.find(Line.class, 1L);
				line.purchase.getCustomer().getName();
			});
			assertThat(seen.causes()).containsExactly("-", "LAZY_ENTITY Line.purchase",
					"LAZY_ENTITY Purchase.customer");
		});
	}

	/** The table is gone, so that the load fails before there is a query of it. */
	@Test
	void exceptionSetsTheCauseBack() {
		Shop.measured().run((context) -> {
			Seen seen = new Shop(context).filled(2).run((em) -> {
				List<Purchase> purchases = purchases(em);
				em.createNativeQuery("alter table line rename to gone").executeUpdate();
				em.createNativeQuery("alter table customer rename to gone2").executeUpdate();
				assertThatException().isThrownBy(() -> purchases.get(0).lines.size());
				em.createNativeQuery("select 1").getResultList();
				assertThatException().isThrownBy(() -> purchases.get(0).customer.getName());
				em.createNativeQuery("select 2").getResultList();
			});
			assertThat(seen.failure()).isNull();
			assertThat(seen.causes()).containsExactly("-", "-", "-", "-", "-");
			assertThat(seen.get(Count.COLLECTIONS_INITIALIZED)).isEqualTo(1);
		});
	}

	/** Without the eager part. */
	static List<Purchase> purchases(EntityManager em) {
		return em
			.createQuery("select p from Purchase p join fetch p.warehouse w join fetch w.gates order by p.id",
					Purchase.class)
			.getResultList();
	}

}
