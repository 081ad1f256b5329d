package io.perfstarter.boot.hibernate.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

/**
 * A customer.
 */
@Entity
public class Customer {

	@Id
	public Long id;

	@Version
	public int version;

	private String name;

	protected Customer() {
	}

	public Customer(long id) {
		this.id = id;
		this.name = "c" + id;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

}
