package io.perfstarter.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.perfstarter.benchmarks.OwnerController.Owner;
import io.perfstarter.benchmarks.OwnerController.Pet;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The owner once more, by eight look-ups through JPA in one transaction.
 */
@RestController
@Profile("jpa")
class JpaOwnerController {

	@PersistenceContext
	@SuppressWarnings("NullAway.Init")
	private EntityManager entities;

	private final TransactionTemplate transaction;

	JpaOwnerController(PlatformTransactionManager transactions) {
		this.transaction = new TransactionTemplate(transactions);
	}

	@GetMapping("/owners-jpa/{id}")
	@Nullable Owner owner(@PathVariable("id") int id) {
		return this.transaction.execute((status) -> load(id));
	}

	private Owner load(int id) {
		String name = this.entities.find(OwnerEntity.class, id).name;
		String city = this.entities.find(CityEntity.class, id % 10).name;
		List<Pet> pets = new ArrayList<>(3);
		for (int i = 0; i < 3; i++) {
			// Three pets of three types, so that nothing comes from the session's own
			// cache
			int pet = id * 3 + i;
			pets.add(new Pet(pet, this.entities.find(PetEntity.class, pet).name,
					this.entities.find(PetTypeEntity.class, pet % 6).name));
		}
		return new Owner(id, name, city, pets);
	}

	/** Table owner. */
	@Entity(name = "OwnerEntity")
	@Table(name = "owner")
	static class OwnerEntity {

		@Id
		@Nullable Integer id;

		@Nullable String name;

	}

	/** Table city. */
	@Entity(name = "CityEntity")
	@Table(name = "city")
	static class CityEntity {

		@Id
		@Nullable Integer id;

		@Nullable String name;

	}

	/** Table pet. */
	@Entity(name = "PetEntity")
	@Table(name = "pet")
	static class PetEntity {

		@Id
		@Nullable Integer id;

		@Nullable String name;

	}

	/** Table pet_type. */
	@Entity(name = "PetTypeEntity")
	@Table(name = "pet_type")
	static class PetTypeEntity {

		@Id
		@Nullable Integer id;

		@Nullable String name;

	}

}
