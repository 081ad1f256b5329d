package io.perfstarter.sample.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.perfstarter.sample.customer.Customer;
import io.perfstarter.sample.product.Product;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What a customer ordered.
 */
@Entity
@Table(name = "orders")
public class Order {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Customer customer;

	private String reference;

	/** Holds the same as the reference, but has no index. */
	private String legacyReference;

	@Enumerated(EnumType.STRING)
	private OrderStatus status;

	private Instant placedAt;

	private long totalCents;

	@OneToMany(mappedBy = "order", cascade = CascadeType.PERSIST)
	@OrderBy("id")
	private List<OrderLine> lines = new ArrayList<>();

	@SuppressWarnings("NullAway.Init") // JPA sets the fields
	protected Order() {
	}

	Order(Customer customer, String reference, Instant placedAt) {
		this.customer = customer;
		this.reference = reference;
		this.legacyReference = reference;
		this.status = OrderStatus.OPEN;
		this.placedAt = placedAt;
	}

	void add(Product product, int quantity) {
		this.lines.add(new OrderLine(this, product, quantity));
		this.totalCents += quantity * product.getPriceCents();
	}

	public @Nullable Long getId() {
		return this.id;
	}

	public Customer getCustomer() {
		return this.customer;
	}

	public String getReference() {
		return this.reference;
	}

	public String getLegacyReference() {
		return this.legacyReference;
	}

	public OrderStatus getStatus() {
		return this.status;
	}

	public Instant getPlacedAt() {
		return this.placedAt;
	}

	public long getTotalCents() {
		return this.totalCents;
	}

	public List<OrderLine> getLines() {
		return this.lines;
	}

}
