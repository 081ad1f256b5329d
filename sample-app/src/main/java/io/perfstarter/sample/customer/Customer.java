package io.perfstarter.sample.customer;

import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Someone who orders.
 */
@Entity
@Table(name = "customers")
public class Customer {

	@Id
	private long id;

	private String name;

	private String email;

	private String city;

	private LocalDate joinedOn;

	@SuppressWarnings("NullAway.Init") // JPA sets the fields
	protected Customer() {
	}

	public long getId() {
		return this.id;
	}

	public String getName() {
		return this.name;
	}

	public String getEmail() {
		return this.email;
	}

	public String getCity() {
		return this.city;
	}

	public LocalDate getJoinedOn() {
		return this.joinedOn;
	}

}
