package io.perfstarter.sample.product;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/**
 * Something that is sold.
 */
@Entity
@Table(name = "products")
public class Product {

	@Id
	private long id;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Category category;

	private String sku;

	private String name;

	private long priceCents;

	@SuppressWarnings("NullAway.Init") // JPA sets the fields
	protected Product() {
	}

	public long getId() {
		return this.id;
	}

	public Category getCategory() {
		return this.category;
	}

	public String getSku() {
		return this.sku;
	}

	public String getName() {
		return this.name;
	}

	public long getPriceCents() {
		return this.priceCents;
	}

	public void setPriceCents(long priceCents) {
		this.priceCents = priceCents;
	}

}
