package io.perfstarter.boot.hibernate.app;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;

/**
 * A person. That the passport is lazy does not help: whether there is one is not in the
 * row.
 */
@Entity
public class Person {

	@Id
	public Long id;

	@OneToOne(mappedBy = "person", fetch = FetchType.LAZY)
	public Passport passport;

	protected Person() {
	}

	public Person(long id) {
		this.id = id;
	}

}
