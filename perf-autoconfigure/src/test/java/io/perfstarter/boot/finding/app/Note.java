package io.perfstarter.boot.finding.app;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/**
 * Gets its id from the database.
 */
@Entity
public class Note {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	public Long id;

	public String text;

	protected Note() {
	}

	public Note(String text) {
		this.text = text;
	}

}
