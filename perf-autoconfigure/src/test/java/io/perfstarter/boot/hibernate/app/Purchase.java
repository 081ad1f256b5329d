package io.perfstarter.boot.hibernate.app;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.BatchSize;

/**
 * An order.
 */
@Entity
public class Purchase {

	@Id
	public Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	public Customer customer;

	/** Eager, as is the default. */
	@ManyToOne
	public Warehouse warehouse;

	@OneToMany(mappedBy = "purchase", cascade = CascadeType.ALL)
	public List<Line> lines = new ArrayList<>();

	@ElementCollection
	@BatchSize(size = 10)
	public List<String> tags = new ArrayList<>();

	protected Purchase() {
	}

	public Purchase(long id, Customer customer, Warehouse warehouse) {
		this.id = id;
		this.customer = customer;
		this.warehouse = warehouse;
		this.tags.add("t" + id);
	}

	public Customer getCustomer() {
		return this.customer;
	}

}
