package io.perfstarter.boot.hibernate.app;

import jakarta.persistence.EntityManager;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Configuration;

/**
 * Says where the entities are.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
public class ShopApplication {

	/**
	 * Stores orders of two lines each, all of different customers and products.
	 * @param em what to store with
	 * @param orders how many
	 */
	public static void fill(EntityManager em, int orders) {
		for (long id = 1; id <= orders; id++) {
			Customer customer = new Customer(id);
			Warehouse warehouse = new Warehouse(id);
			Purchase purchase = new Purchase(id, customer, warehouse);
			em.persist(customer);
			em.persist(warehouse);
			for (long line = 2 * id - 1; line <= 2 * id; line++) {
				Product product = new Product(line);
				em.persist(product);
				new Line(line, purchase, product);
			}
			em.persist(purchase);
		}
	}

}
