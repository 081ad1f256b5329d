package io.perfstarter.boot.hibernate.app;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;

/**
 * A warehouse, with something eager.
 */
@Entity
public class Warehouse {

	@Id
	public Long id;

	public String town = "here";

	@ElementCollection(fetch = FetchType.EAGER)
	public List<String> gates = new ArrayList<>();

	protected Warehouse() {
	}

	public Warehouse(long id) {
		this.id = id;
		this.gates.add("g" + id);
	}

}
