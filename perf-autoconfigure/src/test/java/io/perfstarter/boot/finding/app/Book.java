package io.perfstarter.boot.finding.app;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;

/**
 * Has an author and reviews, both lazy.
 */
@Entity
public class Book {

	@Id
	public long id;

	public String title = "";

	@ManyToOne(fetch = FetchType.LAZY)
	public Author author;

	@OneToMany(mappedBy = "book")
	public List<Review> reviews = new ArrayList<>();

	public Author getAuthor() {
		return this.author;
	}

	public List<Review> getReviews() {
		return this.reviews;
	}

}
