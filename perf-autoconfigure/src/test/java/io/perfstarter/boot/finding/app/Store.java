package io.perfstarter.boot.finding.app;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;

/**
 * Its collections are loaded for several stores at a time.
 */
@Entity
public class Store {

	@Id
	public long id;

	@ElementCollection
	@BatchSize(size = 4)
	public List<String> shelves = new ArrayList<>();

	@ElementCollection
	@Fetch(FetchMode.SUBSELECT)
	public List<String> doors = new ArrayList<>();

}
