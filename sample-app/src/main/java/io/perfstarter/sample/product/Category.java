package io.perfstarter.sample.product;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A shelf of the shop.
 */
@Entity
@Table(name = "categories")
public class Category {

	@Id
	private long id;

	private String name;

	@SuppressWarnings("NullAway.Init") // JPA sets the fields
	protected Category() {
	}

	public long getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

}
