package io.perfstarter.boot.hibernate.app;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;

/**
 * What a person has one of. It has the foreign key.
 */
@Entity
public class Passport {

	@Id
	public Long id;

	@OneToOne(fetch = FetchType.LAZY)
	public Person person;

	protected Passport() {
	}

	public Passport(long id, Person person) {
		this.id = id;
		this.person = person;
	}

}
