package io.perfstarter.boot.finding.app;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/**
 * Of a book.
 */
@Entity
public class Review {

	@Id
	public long id;

	public int stars;

	@ManyToOne(fetch = FetchType.LAZY)
	public Book book;

}
