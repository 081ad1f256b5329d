package io.perfstarter.boot.finding.app;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;

/**
 * Has books, which are loaded lazily.
 */
@Entity
public class Author {

	@Id
	public long id;

	public String name = "";

	@OneToMany(mappedBy = "author")
	public List<Book> books = new ArrayList<>();

	public List<Book> getBooks() {
		return this.books;
	}

	public String getName() {
		return this.name;
	}

}
