package io.perfstarter.boot.hibernate.app;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * A line of an order.
 */
@Entity
public class Line {

	@Id
	public Long id;

	@ManyToOne(fetch = FetchType.LAZY)
	public Purchase purchase;

	@ManyToOne(fetch = FetchType.LAZY)
	public Product product;

	protected Line() {
	}

	public Line(long id, Purchase purchase, Product product) {
		this.id = id;
		this.purchase = purchase;
		this.product = product;
		purchase.lines.add(this);
	}

}
